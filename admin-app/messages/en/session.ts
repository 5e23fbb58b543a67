export const session = {
  state: {
    none: 'No key in this browser',
    refused: 'This browser’s key is no longer accepted',
    unsupported: 'This browser cannot hold a key',
  },
  roles: { admin: 'admin', auditor: 'auditor' },
  getIn: {
    none: 'This browser has no key yet',
    refused: (name: string) => `The service no longer accepts this browser’s key, ${name}`,
    how: 'Whoever has a key here can invite you. Open the invitation’s link in this browser; it is good for 15 minutes, once.',
    byOperator: 'An operator makes one under “Keys”.',
    byStart: 'On a machine of your own, npm start prints one beside “Admin”.',
    byCommand: 'Or on the command line:',
    unsupported: 'This browser cannot hold a key',
    unsupportedText:
      'Orders are signed with an Ed25519 key that never leaves the browser. Chrome 137, Firefox 129 and Safari 17 can hold one, and newer ones too, where the page comes over https or from this machine. Some private windows cannot.',
    commandLine: 'The command line does everything that this app does, and reads the same:',
  },
  reasons: {
    opening: 'One moment: looking for this browser’s key.',
    none: 'This browser has no key. Open an invitation first.',
    refused: 'The service no longer accepts this browser’s key. Ask for a new invitation.',
    unsupported: 'This browser cannot hold a key. Use another one, or the command line.',
    auditor: (name: string) => `The key ${name} has the role auditor: it may read, not change.`,
  },
};
