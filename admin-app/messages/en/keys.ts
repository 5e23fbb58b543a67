export const keys = {
  title: 'Keys',
  fingerprint: 'Fingerprint',
  thisBrowser: 'This browser',
  revoked: 'Revoked',
  enrolledAt: (moment: string) => `Enrolled ${moment}`,
  invitedBy: (name: string) => `Invited by ${name}`,
  lastUsedAt: (moment: string) => `Last used ${moment}`,
  neverUsed: 'Never used',

  revoke: {
    button: 'Revoke …',
    open: (name: string) => `Revoke ${name}’s key`,
    isLast: 'It is the last key with the role admin. Without it nobody could let another in.',
    consequence:
      'Its next request is refused, and so are the invitations it made. It never comes back.',
    isOwn: 'It is this browser’s key: you cannot order from here any more.',
    typeName: (name: string) => `Type the key’s name (${name})`,
    action: 'Revoke this key',
    pending: 'Revoking …',
    done: (name: string) => `${name}’s key is revoked`,
    doneText: 'The service refuses it from now on.',
  },

  invite: {
    title: 'Let somebody in',
    name: 'Name',
    nameHint: 'Whose key it will be. It is shown beside everything the key does.',
    nameMissing: 'Write a name of 1 to 100 characters, on one line.',
    role: 'Role',
    adminMay: 'Creates, closes and draws raffles, invites and revokes keys.',
    auditorMay: 'Reads everything, addresses of buyers included, and changes nothing.',
    button: 'Make an invitation',
    pending: 'Making it …',
    made: (name: string, role: string) => `The invitation for ${name}, ${role}, is ready.`,
    link: 'Link to hand over',
    copy: 'Copy the link',
    copied: 'Copied',
    once: (moment: string) =>
      `It lets one key in, once, until ${moment}. It is not shown again: whoever has it can get in, so hand it over where only that person reads.`,
    compare: 'Then compare: the fingerprint in your list is the one on their screen.',
    done: 'Done',
  },

  enrol: {
    title: 'Let this browser in',
    why: 'Your browser has made a key. It signs what you order, it cannot be read or copied, and there is no password.',
    making: 'Making a key …',
    service: (url: string) => `It is for the service at ${url}.`,
    replaces: (name: string, role: string) =>
      `This browser has a key already: ${name}, ${role}. The new one takes its place here; the old one stays good at the service until it is revoked.`,
    replacesRefused: (name: string) =>
      `The service no longer accepts the key that this browser has, ${name}. The new one takes its place.`,
    button: 'Enrol this browser’s key',
    pending: 'Enrolling …',
    done: (name: string, role: string) => `You are in: this browser’s key is ${name}’s, ${role}.`,
    compare: 'Whoever invited you sees the same fingerprint in the list of keys.',
    goOn: 'To the raffles',
    openAgain:
      'The invitation is no longer in the address, so that nobody finds it there. Open its link again.',
    otherService: (url: string) =>
      `This app works for ${url}. An invitation to another service opens in that service’s app.`,
    makeAnother: 'Make another key',
  },

  forget: {
    title: 'Forget this browser’s key',
    text: 'For a browser that you leave to others. A browser may also forget by itself when you stay away for weeks; then a new invitation helps.',
    open: 'Forget it …',
    consequence:
      'Nobody can order from this browser until a new invitation is opened here. The service still knows the key: revoke it there, too.',
    action: 'Forget this key',
  },
};
