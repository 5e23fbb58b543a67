export const session = {
  state: {
    none: 'Not signed in',
    refused: 'This device is no longer accepted',
    unsupported: 'This browser can’t sign in',
  },
  roles: { admin: 'admin', seller: 'seller', auditor: 'auditor' },
  prompt: {
    none: 'You’re not signed in',
    refused: (name: string) => `The service no longer accepts this device (${name})`,
    how: 'Ask an organiser for an invitation and open its link in this browser. A link works once.',
    byOperator: 'Organisers create invitations under “People”.',
    byStart: 'On your own computer, npm start prints one beside “Admin”.',
    byCommand: 'Or create one on the command line:',
    unsupported: 'This browser can’t sign in',
    unsupportedText:
      'Signing in needs Chrome 137, Firefox 129, Safari 17 or newer, on https or on this computer. Some private windows do not work.',
    commandLine: 'The command line does everything that this app does:',
  },
  reasons: {
    opening: 'One moment: checking whether you’re signed in.',
    none: 'You’re not signed in. Open an invitation first.',
    refused: 'The service no longer accepts this device. Ask for a new invitation.',
    unsupported: 'This browser can’t sign in. Use another browser, or the command line.',
    seller: (name: string) => `This device (${name}) may only sell tickets. Ask an organiser.`,
    auditor: (name: string) =>
      `You’re signed in as ${name} (auditor). Auditors can look but not change anything.`,
  },
};
