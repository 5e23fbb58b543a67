import { limits, type RaffleView } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';

export const raffles = (f: Formats) => ({
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
