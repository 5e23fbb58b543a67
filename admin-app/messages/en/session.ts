export const session = {
  state: {
    none: 'No key in this browser',
    refused: 'This browser’s key is no longer accepted',
    unsupported: 'This browser cannot hold a key',
  },
  roles: { admin: 'admin', auditor: 'auditor' },
  reasons: {
    opening: 'One moment: looking for this browser’s key.',
    none: 'This browser has no key. Open an invitation first.',
    refused: 'The service no longer accepts this browser’s key. Ask for a new invitation.',
    unsupported: 'This browser cannot hold a key. Use another one, or the command line.',
    auditor: (name: string) => `The key ${name} has the role auditor: it may read, not change.`,
  },
};
