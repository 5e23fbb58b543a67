export const people = {
  title: 'People',
  groups: {
    admin: { title: 'Organisers', none: 'No organiser can sign in.' },
    seller: {
      title: 'Sellers',
      none: 'No seller yet. Invite one below: they sell tickets on their own phone.',
    },
    auditor: { title: 'Auditors', none: '' },
  },
  device: 'Device',
  addDevice: 'Add a device',
  addDeviceFor: (name: string) => `Add a device for ${name}`,
  fingerprint: 'Fingerprint of its key:',
  thisBrowser: 'This device',
  revoked: 'revoked',
  removed: (count: number) => `Removed devices (${count})`,
  enrolledAt: (moment: string) => `Added ${moment}`,
  invitedBy: (name: string) => `Invited by ${name}`,
  lastUsedAt: (moment: string) => `Last used ${moment}`,
  neverUsed: 'Never used',

  revoke: {
    button: 'Remove …',
    open: (name: string) => `Remove ${name}’s device`,
    isLast: 'This is the last organiser. Without one, no one could be invited.',
    consequence:
      'The next request from that device is refused, and so are its invitations. This is final.',
    isOwn: 'This is your own device. You will be signed out here.',
    typeName: (name: string) => `Type the name (${name})`,
    action: 'Remove the device',
    pending: 'Removing …',
    done: (name: string) => `${name}’s device is removed`,
    doneText: 'The service refuses that device from now on.',
  },

  open: {
    title: 'Invited, not signed in yet',
    facts: (role: string, until: string) => `Invited as ${role}. The link works until ${until}.`,
    withdraw: 'Withdraw',
    withdrawFor: (name: string) => `Withdraw the invitation of ${name}`,
    pending: 'Withdrawing …',
  },

  invite: {
    title: 'Invite a person',
    name: 'Name',
    nameHint: 'Who they are. The name is shown beside everything they do.',
    nameMissing: 'Write 1 to 100 characters on one line. At least one must be visible.',
    role: 'What they may do',
    roles: {
      seller: {
        label: 'Seller',
        hint: 'Sells tickets at the desk and marks them as paid, nothing else.',
      },
      admin: {
        label: 'Organiser',
        hint: 'Opens, closes and draws raffles, and invites and removes people.',
      },
      auditor: {
        label: 'Auditor',
        hint: 'Reads everything, including the buyers’ addresses, and changes nothing.',
      },
    },
    validity: 'How long the link works',
    validities: { 7: '7 days', 1: '1 day', now: '15 minutes, for a person beside you' },
    button: 'Create an invitation',
    pending: 'Creating it …',
    made: (name: string, role: string) => `The invitation for ${name} (${role}) is ready.`,
    link: 'Invitation link',
    copy: 'Copy the link',
    copied: 'Copied',
    once: (moment: string) =>
      `The link works once, until ${moment}. It is not shown again. Anyone who has it can sign in, so send it privately.`,
    compare:
      'Their device appears in the list once they have signed in. To be sure that it is theirs, compare its “Technical details” with those on their screen.',
    writeMail: 'Write a mail',
    mail: ({ name, link, until }: { name: string; link: string; until: string }) => ({
      subject: 'Your invitation to our raffle',
      body: `Hello ${name},\n\nopen this link on the phone or computer that you will use:\n${link}\n\nIt works once, until ${until}. Please don’t forward it.\n`,
    }),
    done: 'Done',
  },

  enrol: {
    title: 'Sign in on this device',
    why: 'There is no password: from now on this device itself shows who you are.',
    key: 'This device has a key of its own. The key signs what you do and can’t be copied.',
    making: 'Preparing this device …',
    service: (url: string) => `For the service at ${url}.`,
    replaces: (name: string, role: string) =>
      `You’re already signed in here as ${name} (${role}). Signing in again replaces that. Remove the earlier sign-in under “People” afterwards.`,
    replacesRefused: (name: string) =>
      `The service no longer accepts this device as ${name}. Sign in to use it again.`,
    button: 'Sign in',
    pending: 'Signing in …',
    done: (name: string, role: string) => `You’re signed in as ${name} (${role}).`,
    compare: 'The organiser who invited you sees the same fingerprint in their list.',
    goOn: 'To the raffles',
    toDesk: 'Sell tickets',
    openAgain: 'The invitation was removed from the address for safety. Open its link again.',
    otherService: (url: string) =>
      `This app works with ${url}. Open an invitation to another service in that service’s app.`,
    makeAnother: 'Prepare this device again',
  },

  forget: {
    title: 'Sign out on this device',
    text: 'Sign out before others use this browser. A browser may also sign you out after weeks without a visit; then ask for a new invitation.',
    open: 'Sign out …',
    consequence:
      'You need a new invitation to sign in here again. If others could have used this device, remove it above as well.',
    action: 'Sign out',
  },
};
