// Stands for a file system without locks, which a test cannot mount: NFS without its lock service.
require('fs-native-extensions').tryLock = () => {
  throw Object.assign(new Error('No locks available'), { code: 'ENOLCK' });
};
