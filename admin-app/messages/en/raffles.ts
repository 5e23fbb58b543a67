import { limits, type RaffleView } from '#contract/schemas.ts';
import type { Formats } from '#ui/formats.ts';

export const raffles = (f: Formats) => ({
  title: 'Raffles',
  rehearse: 'New rehearsal',
  create: 'New raffle',
  rehearseFirst:
    'Rehearse first: a rehearsal works like the real thing, from the first ticket to the winner on the wall. Made-up participants buy, nothing in it is real, and you delete it afterwards.',
  rehearsal: 'Rehearsal',
  sales: ({ sold, capacity }: Pick<RaffleView, 'sold' | 'capacity'>) =>
    `${f.number(sold)} of ${f.number(capacity)} sold`,

  createForm: {
    title: 'Title',
    titleHint: 'What people see.',
    id: 'Id',
    idHint:
      'In addresses and on the command line. Proposed from the title, numbered where that is taken; no id is ever used twice.',
    idTaken: 'This id is taken, perhaps by a rehearsal that was deleted. Write another.',
    capacity: 'Tickets in all',
    perPersonLimit: 'Tickets one person may have',
    randomness: 'How the winner is drawn',
    local: {
      label: 'By this server',
      hint: 'Instant. That it was left to chance is this server’s word; nobody can check it.',
    },
    drand: {
      label: 'Sealed, then decided by a public beacon',
      hint: 'The draw comes half a minute or more after the closing, and anybody can recompute it. You could choose only together with the beacon’s keepers, or alone if nobody else saw the closing before the beacon was published.',
    },
    rehearsal: 'Rehearsal',
    rehearsalHint:
      'Says everywhere that nothing is real, takes made-up participants, and can be deleted.',
    final:
      'All of this becomes final when the raffle opens, before the first ticket is sold: it is the first entry of the public log, so the first buyer and the last buy under the same rules.',
    open: 'Open the raffle',
    openRehearsal: 'Open the rehearsal',
    pending: 'Opening …',
    done: (title: string) => `${title} is open`,
    doneText: 'Tickets are on sale.',
    wrong: {
      title: `Write 1 to ${limits.titleLengthMax} characters, on one line.`,
      id: 'Write 1 to 64 letters a to z, digits, - and _, a letter or digit first.',
      capacity: `Write a whole number from 1 to ${f.number(limits.capacityMax)}.`,
      perPersonLimit: `Write a whole number from 1 to ${f.number(limits.perPersonLimitMax)}.`,
    },
  },
});
