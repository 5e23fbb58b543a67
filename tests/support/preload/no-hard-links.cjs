// Stands for a file system without hard links, which a test cannot mount: exFAT.
const { syncBuiltinESMExports } = require('node:module');

require('node:fs/promises').link = async () => {
  throw Object.assign(new Error('Operation not permitted'), { code: 'EPERM' });
};
syncBuiltinESMExports();
