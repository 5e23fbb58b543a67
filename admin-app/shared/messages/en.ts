import { publicChainHash } from '#contract/randomness-kind.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { Seal } from '#contract/raffles.ts';
import { limits, type RaffleView } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { LogEntry } from '../queries/log-entry.ts';

const shell = {
  appName: 'Raffle admin',
  skip: 'Skip to the page',
  navigation: 'Main',
  raffles: 'Raffles',
  keys: 'Organisers',
  notices: 'Notices',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  unknown: 'There is no such page',
  toRaffles: 'To the raffles',
  bothAddresses: (service: string, page: string) =>
    `The service at ${service} accepts this app only at the address in its RAFFLE_ADMIN_URL. This page is at ${page}. If the two differ, open the app at that address.`,
  loading:
    'Still loading this part of the app. If it does not appear, check your connection and reload the page.',
  fault: {
    title: 'The app has stopped',
    text: 'An error in the app ended this page. Your last action may have been carried out: reload the page and check before you repeat it.',
    reload: 'Reload the page',
    report: 'If it happens again, send this message to the person who runs the service:',
  },
  config: {
    title: 'This app does not know its service',
    missing: (address: string) => `There is no ${address}, or it does not answer.`,
    wrong: (address: string) => `${address} does not say where the raffle service is.`,
    'same-origin': (address: string) =>
      `${address} names the origin of this page. The app holds signing keys, so it must have an origin of its own.`,
    example: 'Put the file beside this page. It names the origin of the service, like this:',
  },
};

const session = {
  state: {
    none: 'Not signed in',
    refused: 'This device is no longer accepted',
    unsupported: 'This browser can’t sign in',
  },
  roles: { admin: 'admin', seller: 'seller', auditor: 'auditor' },
  prompt: {
    none: 'You’re not signed in',
    refused: (name: string) => `The service no longer accepts this device (${name})`,
    how: 'Ask an organiser for an invitation and open its link in this browser. A link works once, for 15 minutes.',
    byOperator: 'Organisers create invitations under “Organisers”.',
    byStart: 'On your own computer, npm start prints one beside “Admin”.',
    byCommand: 'Or create one on the command line:',
    unsupported: 'This browser can’t sign in',
    unsupportedText:
      'Signing in needs a browser with Ed25519 keys: Chrome 137, Firefox 129, Safari 17 or newer, on https or on this computer. Some private windows do not work.',
    commandLine: 'The command line does everything that this app does:',
  },
  reasons: {
    opening: 'One moment: checking whether you’re signed in.',
    none: 'You’re not signed in. Open an invitation first.',
    refused: 'The service no longer accepts this device. Ask for a new invitation.',
    unsupported: 'This browser can’t sign in. Use another browser, or the command line.',
    seller: (name: string) =>
      `This device (${name}) may only sell tickets. Ask an organiser with the role admin.`,
    auditor: (name: string) =>
      `You’re signed in as ${name} (auditor). Auditors can look but not change anything.`,
  },
};

const keys = {
  title: 'Organisers',
  fingerprint: 'Fingerprint',
  thisBrowser: 'This device',
  revoked: 'Revoked',
  enrolledAt: (moment: string) => `Added ${moment}`,
  invitedBy: (name: string) => `Invited by ${name}`,
  lastUsedAt: (moment: string) => `Last used ${moment}`,
  neverUsed: 'Never used',

  revoke: {
    button: 'Revoke …',
    open: (name: string) => `Revoke ${name}’s access`,
    isLast: 'This is the last admin. Without an admin, no one could be invited.',
    consequence:
      'The next request from that device is refused, and so are its invitations. This is final.',
    isOwn: 'This is your own device. You will be signed out here.',
    typeName: (name: string) => `Type the name (${name})`,
    action: 'Revoke access',
    pending: 'Revoking …',
    done: (name: string) => `${name}’s access is revoked`,
    doneText: 'The service refuses that device from now on.',
  },

  invite: {
    title: 'Invite an organiser',
    name: 'Name',
    nameHint: 'Who they are. The name is shown beside everything they do.',
    nameMissing: 'Write 1 to 100 characters on one line. At least one must be visible.',
    role: 'Role',
    adminMay: 'Opens, closes and draws raffles, and invites and revokes organisers.',
    sellerMay: 'Sells tickets at the desk and marks them as paid, nothing else.',
    auditorMay: 'Reads everything, including the buyers’ addresses, and changes nothing.',
    button: 'Create an invitation',
    pending: 'Creating it …',
    made: (name: string, role: string) => `The invitation for ${name} (${role}) is ready.`,
    link: 'Invitation link',
    copy: 'Copy the link',
    copied: 'Copied',
    once: (moment: string) =>
      `The link works once, until ${moment}. It is not shown again. Anyone who has it can sign in, so send it privately.`,
    compare: 'Then compare the fingerprint in your list with the one on their screen.',
    done: 'Done',
  },

  enrol: {
    title: 'Sign in on this device',
    why: 'This device has its own key, so there is no password. The key signs what you do and can’t be copied.',
    making: 'Creating a key …',
    service: (url: string) => `For the service at ${url}.`,
    replaces: (name: string, role: string) =>
      `You’re already signed in here as ${name} (${role}). Signing in again replaces that key on this device; the service accepts it until it is revoked.`,
    replacesRefused: (name: string) =>
      `The service no longer accepts this device as ${name}. Signing in replaces its key.`,
    button: 'Sign in',
    pending: 'Signing in …',
    done: (name: string, role: string) => `You’re signed in as ${name} (${role}).`,
    compare: 'The organiser who invited you sees the same fingerprint in their list.',
    goOn: 'To the raffles',
    openAgain: 'The invitation was removed from the address for safety. Open its link again.',
    otherService: (url: string) =>
      `This app works with ${url}. Open an invitation to another service in that service’s app.`,
    makeAnother: 'Create another key',
  },

  forget: {
    title: 'Sign out on this device',
    text: 'Sign out before others use this browser. A browser may also sign you out after weeks without a visit; then ask for a new invitation.',
    open: 'Sign out …',
    consequence:
      'You need a new invitation to sign in here again. The service still accepts the key, so revoke it too.',
    action: 'Sign out',
  },
};

const raffles = (f: Formats) => ({
  title: 'Raffles',
  rehearse: 'New rehearsal',
  create: 'New raffle',
  rehearseFirst:
    'Rehearse first. A rehearsal works like a real raffle, from the first ticket to the winner on the projector, with made-up participants. You delete it afterwards.',
  rehearsal: 'Rehearsal',
  sales: ({ sold, capacity }: Pick<RaffleView, 'sold' | 'capacity'>) =>
    `${f.number(sold)} of ${f.number(capacity)} sold`,

  createForm: {
    title: 'Title',
    titleHint: 'What people see.',
    id: 'Id',
    idHint:
      'Used in addresses and on the command line. Proposed from the title; no id is used twice.',
    idTaken: 'This id is taken, perhaps by a rehearsal that was deleted. Write another.',
    capacity: 'Tickets in all',
    perPersonLimit: 'Tickets one person may have',
    randomness: 'How the winner is drawn',
    local: {
      label: 'By this server',
      hint: 'Instant. Participants have to trust that this server picks at random.',
    },
    drand: {
      label: 'Sealed, then decided by a beacon',
      hint: 'By drand quicknet, the public beacon, unless this service uses another chain. The draw comes at least half a minute after the closing, and anyone can recompute it. You could influence it only together with the beacon’s operators, or alone if no one else saw the closing before the beacon was published.',
    },
    rehearsal: 'Rehearsal',
    rehearsalHint: 'Marked as not real everywhere, for made-up participants, and can be deleted.',
    final:
      'All of this is final once the raffle opens, so the first and the last buyer have the same rules.',
    open: 'Open the raffle',
    openRehearsal: 'Open the rehearsal',
    pending: 'Opening …',
    done: (title: string) => `${title} is open`,
    doneText: 'Tickets are on sale.',
    wrong: {
      title: `Write 1 to ${limits.titleLengthMax} characters on one line. At least one must be visible.`,
      id: 'Write 1 to 64 letters a to z, digits, - and _, a letter or digit first.',
      capacity: `Write a whole number from 1 to ${f.number(limits.capacityMax)}.`,
      perPersonLimit: `Write a whole number from 1 to ${f.number(limits.perPersonLimitMax)}.`,
    },
  },
});

const raffle = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    projector: 'Projector view',
    audit: 'Audit',
    participantsPage: 'The participants’ page',
    unavailable: {
      connecting: 'Loading the raffle …',
      deleted: 'This rehearsal is deleted. Nothing in it was real.',
      'unknown-raffle': 'There is no raffle with this id. Check the address.',
      unreachable: 'The service does not answer. Trying again …',
    },

    state: {
      unsold: 'Tickets are on sale; none is sold yet.',
      open: 'Tickets are on sale.',
      soldOut: 'Every ticket is sold. The winner can be drawn.',
      closed: 'Sales have ended. The winner is not drawn yet.',
      sealed: ({ round, publishedAt, chainHash }: Seal) =>
        `Sales have ended and the draw is sealed. It waits for round ${f.number(round)} of ${nameBeacon(chainHash)}, due ${f.moment(publishedAt)}.`,
      drawnOn: (at: string) => `Drawn ${f.moment(at)}.`,
      drawn: (winners: readonly number[], at: string) =>
        winners.length === 0
          ? `No ticket holds a prize. Drawn ${f.moment(at)}.`
          : `${f.plural(winners.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(winners.map(f.number))} won. Drawn ${f.moment(at)}.`,
      announced: (opensAt: string) => `Sales have not started. They start ${f.moment(opensAt)}.`,
      cancelled: (reason: string, at: string) =>
        `Cancelled ${f.moment(at)}. There is no draw. Reason: ${reason}`,
    },
    sold: 'sold',
    unsold: 'unsold',
    tickets: 'in all',
    rules: ({ id, perPersonLimit, randomness, chainHash, openedAt }: RaffleView) =>
      [
        id,
        `at most ${count(perPersonLimit)} to a person`,
        randomness === 'local'
          ? 'drawn by this server'
          : `sealed, drawn with ${nameBeacon(chainHash)}`,
        `opened ${f.moment(openedAt)}`,
      ].join(' · '),
    freshness: {
      live: 'Live',
      polled: 'Updated every few seconds',
      stale: (time: string) => `As it was at ${time}. The service does not answer; trying again …`,
    },
    typeId: (id: string) => `Type the raffle’s id (${id})`,
    final: 'Actions that can’t be undone',

    rehearsal: {
      band: 'Rehearsal. Nothing here is real.',
      fill: {
        title: 'Made-up participants',
        text: 'They buy one or two tickets each, by the same rules, so that there is something to draw. Their addresses end in @rehearsal.invalid.',
        count: 'How many tickets they buy',
        wrong: (remaining: number) =>
          remaining === 1
            ? 'Write 1: no more are left.'
            : `Write a whole number from 1 to ${f.number(remaining)}.`,
        button: 'Let them buy',
        pending: 'They are buying …',
        notStarted: 'Sales have not started yet.',
        salesEnded: 'Sales have ended.',
        soldOut: 'Every ticket is sold.',
        done: (taken: number) => `Made-up participants took ${count(taken)}`,
        doneText: 'The numbers on this page include them.',
      },
      delete: {
        open: 'Delete the rehearsal …',
        title: (title: string) => `Delete ${title}`,
        consequence: 'This deletes the rehearsal and its log. Its id can never be used again.',
        action: 'Delete this rehearsal',
        pending: 'Deleting …',
        done: (title: string) => `${title} is deleted`,
        doneText: 'Its id can’t be used again.',
      },
    },

    preview: {
      title: 'What participants see',
      show: 'Show a preview',
      hide: 'Hide the preview',
      hint: 'For viewing only. If it stays empty, the service does not allow its page here; open the participants’ page instead.',
    },
  };
};

const sales = (f: Formats) => ({
  title: 'Sales over time',
  noneYet: 'No ticket is sold yet. The first sale appears here.',
  none: 'No ticket was sold.',
  chart: ({ sold, first, last }: { sold: number; first: string; last: string }) =>
    `Tickets sold so far, from ${first} to ${last}: ${f.number(sold)} in all. The table below has the same numbers.`,
  zone: (zone: string) => `Times are those of this device (${zone}).`,
  asTable: 'The same numbers as a table',
  period: 'When',
  sold: 'Sold',
  soldSoFar: 'Sold so far',
});

/** `raffle close` says the same. */
const close = (f: Formats) => ({
  consequence: 'Closing ends the sales. This is final.',
  open: 'Close the sales …',
  title: (title: string) => `Close ${title}`,
  typeId: (id: string) => `Type the raffle’s id (${id}) to close it`,
  final: ({ sold, remaining, capacity, randomness, chainHash }: RaffleView) => {
    const numbers = `${f.number(sold)} sold and ${f.number(remaining)} unsold of ${f.number(capacity)} stay as they are.`;
    if (sold === 0) return `${numbers} No ticket is sold, so there is no winner.`;
    return randomness === 'drand'
      ? `${numbers} The draw is sealed with them, to a future round of ${nameBeacon(chainHash)}.`
      : numbers;
  },
  action: 'Close the sales',
  pending: 'Closing …',
  ended: 'No more tickets can be bought.',
  endedAlready: 'Sales have ended already.',
  done: (title: string) => `Sales of ${title} have ended`,
  doneText: ({ sold }: Pick<RaffleView, 'sold'>): string =>
    sold === 0
      ? 'No more tickets can be bought. No ticket was sold, so there is no draw.'
      : 'No more tickets can be bought. The draw is next.',
});

/** `raffle draw` says the same. */
const draw = (f: Formats) => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  return {
    consequence: 'Drawing ends the sales and selects the winners. This is final.',
    /** Once sales have ended. */
    consequenceClosed: 'Drawing selects the winners. This is final.',
    open: 'Draw the winner …',
    title: (title: string) => `Draw the winner of ${title}`,
    typeId: (id: string) => `Type the raffle’s id (${id}) to draw it`,
    action: 'Draw the winner',
    pending: 'Drawing …',
    noTickets: 'No ticket is sold, so there is no draw.',
    drawnAlready: 'The winner is already drawn. There is no second draw.',

    answers: 'The service answers',
    answersNot: 'The service does not answer; the numbers below may be old',
    equation: ({
      sold,
      remaining,
      capacity,
    }: Pick<RaffleView, 'sold' | 'remaining' | 'capacity'>) =>
      `${f.number(sold)} sold + ${f.number(remaining)} unsold = ${f.number(capacity)} in all`,
    head: (size: number) => `Log: ${entries(size)}, root`,
    askingHead: 'Log: loading its latest checkpoint …',
    right: 'Right',
    notYet: 'Not yet',
    /** The `fairness` sentences of the draw record. */
    fairness: {
      local: 'Drawn by this server; not publicly verifiable beyond the log.',
      drand:
        'Sealed at the closing and decided by a public beacon; anyone can recompute it. The operator of this service could still choose together with the beacon’s keepers, or alone if no other person saw the sealed closing before the beacon was published.',
      ownChain:
        'Sealed at the closing and decided by a beacon chain of the operator’s own choice, not by the public beacon. Anyone can recompute it, but the operator of that chain knows its beacons beforehand and could have chosen the winner.',
    },

    waitingFor: ({ round, publishedAt }: Seal) =>
      `Sales have ended and the draw is sealed. It waits for round ${f.number(round)} of the beacon, due at ${f.time(publishedAt)}. No other round counts.`,
    clockQuestions: {
      confirmUncheckedClock: {
        label: 'The clock of the server is right',
        hint: 'No server of the beacon answered, so the service could not check it. Compare it with another clock before you confirm: a wrong clock lets the beacon be known before sales end.',
      },
      confirmStoppedBeacon: {
        label: 'The clock of the server is right, and the beacon has stopped',
        hint: 'Compare the clock of the server with another clock before you confirm: if it is ahead, the draw waits as much longer. The draw also waits until the beacon goes on.',
      },
    },
    publishedIn: (seconds: string) => `The beacon is published in ${seconds}.`,
    anyMoment: 'The beacon is due. Fetching it …',
    due: 'The beacon is due. Draw the winner to fetch it.',
    overdue: 'This page tries again every few seconds.',
    stop: 'Stop waiting',
    notFetched: ({ round }: Seal) =>
      `Round ${f.number(round)} of the beacon is published, but the service could not fetch it. The winner cannot be drawn without it.`,
    stopped:
      'This page has stopped waiting. The draw stays sealed: the same round decides it, whenever you draw.',
    bringBeacon:
      'You can fetch the round yourself. Open this address on any device with a connection, copy everything it shows and paste it below.',
    bringOwnBeacon: (path: string) =>
      `You can fetch the round yourself, from a server of the organiser’s own beacon. Open ${path} there, copy everything it shows and paste it below.`,
    beaconLabel: (round: number) => `Round ${f.number(round)}, as the address shows it`,
    beaconWrong: (round: number) =>
      `This is not round ${f.number(round)}. Copy the whole text, from { to }.`,
    drawWithBeacon: 'Draw with this round',
    bringFromTerminal: 'Or save it to a file and draw in a terminal:',
    notHappened:
      'The draw did not happen: your request did not reach the service, and tickets are still on sale. Draw again if you still want to.',
    unsettled:
      'You asked for the draw, and there is no winner yet. It is safe to try again, because a raffle has one draw.',
    orderAgain: 'Try the draw again',
    alreadyDrawn: (ticketNumber: number | undefined) => ({
      title:
        ticketNumber === undefined
          ? 'Another organiser has already drawn'
          : `Another organiser has already drawn: ticket ${f.number(ticketNumber)}`,
      text: 'A raffle has one draw, and this is it.',
    }),

    result: 'Result',
    wins: (ticketNumber: number, title: string) =>
      `Ticket ${f.number(ticketNumber)} wins ${title}.`,
    doneText: 'Every open page shows it. It can’t be changed.',
    ticket: 'Ticket',
    winningTicket: 'Winning ticket',
    rehearsal: 'Rehearsal. Nothing is won.',
    soldAt: (time: string) => `Sold ${f.moment(time)}`,
    boughtBy: (email: string) => `Bought by ${email}.`,
    drawn: ({ winner, ticketCount, drawnAt }: DrawRecord) =>
      `${winner === undefined ? 'No holder' : `Holder ${winner.holder}`}, one of ${f.number(ticketCount)} sold, drawn ${f.moment(drawnAt)}.`,
    winsNothing: (title: string) => `No ticket wins ${title}.`,
    prizeOf: (title: string, ticketNumber: number) => `${title}: ticket ${f.number(ticketNumber)}`,
    prizeClaimed: (title: string, ticketNumber: number) =>
      `${title}: ticket ${f.number(ticketNumber)}, collected`,
    prizeUnawarded: (title: string) => `${title}: not awarded`,
    verify: 'Verify',
    showOnProjector: 'Show it on the projector',
  };
};

const audit = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  const ticket = ({ ticketNumber }: LogEntry) =>
    ticketNumber === undefined ? 'A ticket without a number' : `Ticket ${f.number(ticketNumber)}`;
  return {
    title: (name: string) => `Audit of ${name}`,

    verify: 'Verify',
    verifyText: 'This browser fetches the whole log, recomputes it and checks every signature.',
    signed: 'Because you’re signed in, it also checks the organisers’ signatures.',
    publicOnly: 'The public log is checked; the organisers’ signatures are not.',
    command: 'The same in a terminal:',

    log: 'Log',
    logText:
      'Positions count from 0, as in receipts and audit reports. The log contains no addresses. Select an entry to see its exact bytes.',
    reading: 'Reading the log …',
    type: 'Kind of entry',
    types: {
      all: 'All',
      'raffle-opened': 'Raffle opened',
      'ticket-sold': 'Ticket sold',
      'raffle-amended': 'Raffle changed',
      'ticket-voided': 'Ticket voided',
      'raffle-closed': 'Sales ended',
      'raffle-drawn': 'Winners drawn',
      'prize-claimed': 'Prize handed over',
      'prize-forfeited': 'Prize forfeited',
      'raffle-cancelled': 'Raffle cancelled',
    },
    ticket: 'Ticket number',
    holder: 'Holder',
    holderHint: 'Part of it is enough',
    all: (n: number) => `${count(n)}.`,
    found: (n: number, of: number) => `${f.number(n)} of ${count(of)}.`,
    nothingFound: 'No entry matches.',
    showAll: 'Show all',
    place: 'Position',
    what: 'What happened',
    at: 'Time',
    entry(entry: LogEntry): string {
      switch (entry.type) {
        case 'raffle-opened':
          return 'The raffle was opened';
        case 'ticket-sold':
          return `${ticket(entry)} was sold to ${holder(entry)}`;
        case 'raffle-closed': {
          const n = entry.ticketCount ?? 0;
          return `Sales ended with ${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })} sold`;
        }
        case 'raffle-amended':
          return 'The raffle was changed';
        case 'ticket-voided':
          return `${ticket(entry)} was voided`;
        case 'raffle-drawn':
          return `The draw was made: ${f.list(entry.drawnNumbers.map(f.number))}`;
        case 'prize-claimed':
          return `${ticket(entry)} received prize ${f.number(entry.prize ?? 0)}`;
        case 'prize-forfeited':
          return `${ticket(entry)} lost prize ${f.number(entry.prize ?? 0)}`;
        case 'raffle-cancelled':
          return 'The raffle was cancelled';
        default:
          return `Unknown entry type: ${entry.type === '' ? 'none' : entry.type}`;
      }
    },
    entryTitle: (place: number) => `Entry ${f.number(place)}`,
    lineText: 'The leaf of the log, byte for byte; its hash is in the tree that is signed.',
    close: 'Close',

    atRaffle: {
      entries: (n: number) => `${count(n)} so far. Entries are never changed or removed.`,
      root: 'Signed root',
      link: 'View and verify the log',
    },
  };
};

function holder({ holder }: LogEntry): string {
  return holder ?? 'an unnamed holder';
}

/** Read from the last row of a hall. */
const projector = (f: Formats) => {
  const tickets = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    pageTitle: (title: string) => `${title} · Projector`,
    left: ({ remaining, capacity }: { remaining: number; capacity: number }) =>
      `of ${tickets(capacity)} ${f.plural(remaining, { one: 'is', other: 'are' })} left`,
    soldOut: 'tickets left. Sold out.',
    sold: (n: number) => `${f.number(n)} sold`,
    inTheDraw: (n: number) =>
      f.plural(n, { one: 'ticket is in the draw', other: 'tickets are in the draw' }),
    waiting: 'Waiting for the draw',
    sealed: ({ round, publishedAt, chainHash }: Seal) =>
      `until round ${f.number(round)} of ${nameBeacon(chainHash)}, at ${f.time(publishedAt)}`,
    numberUnknown: 'The draw is sealed. No one can know the number yet.',
    beaconDue: ({ round, publishedAt, chainHash }: Seal) =>
      `Round ${f.number(round)} of ${nameBeacon(chainHash)} was due at ${f.time(publishedAt)}`,
    drawing: 'Drawing …',

    ticket: 'Ticket',
    local: ({ ticketCount }: { ticketCount: number }) =>
      `Drawn by this server from ${tickets(ticketCount)}`,
    sealedDraw: ({ ticketCount, round }: { ticketCount: number; round: number }) =>
      `Drawn from ${tickets(ticketCount)}, by the sealed number and round ${f.number(round)} of the beacon`,
    contradiction:
      'The seal and the beacon give a different number. Do not announce this one; verify the draw.',
    check: (address: string) => `Check it yourself: ${address}`,

    again: 'Show it again (space)',
    fullScreen: 'Full screen (F)',
    leaveFullScreen: 'Leave full screen (F or Escape)',
    noFullScreen: 'This browser has no full screen',
  };
};

const tickets = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  return {
    title: 'Tickets',
    noneYet: 'No ticket is sold yet. Share the raffle’s page; every ticket sold shows here.',
    none: 'No ticket was sold.',
    number: 'Number',
    holder: 'Holder',
    email: 'Address',
    name: 'Name',
    paid: 'Paid',
    yes: 'yes',
    atDesk: 'at the desk',
    purchasedAt: 'Sold',
    search: 'Search',
    searchHint: 'Part of a number, an address, a name or a holder',
    all: (n: number) => `${count(n)}.`,
    found: (n: number, of: number) => `${f.number(n)} of ${count(of)}.`,
    behind: (n: number) =>
      `${f.number(n)} more ${f.plural(n, { one: 'is', other: 'are' })} sold and not here yet.`,
    nothingFound: (wanted: string) => `No ticket has “${wanted}” in it.`,
    save: (n: number) => `Save ${count(n)} as CSV`,
    waiting: 'Waiting for the last tickets …',
  };
};

/** A beacon chain in a sentence. Only drand quicknet is the public beacon. */
function nameBeacon(chainHash: string | undefined): string {
  return chainHash === publicChainHash
    ? 'the public beacon'
    : 'the operator’s own beacon chain (not the public beacon)';
}

/** Every word of the app, in English, by the part that says it. */
export const english = (f: Formats) => ({
  shell,
  session,
  keys,
  raffles: raffles(f),
  raffle: raffle(f),
  sales: sales(f),
  close: close(f),
  draw: draw(f),
  audit: audit(f),
  projector: projector(f),
  tickets: tickets(f),
});

export type Messages = ReturnType<typeof english>;
