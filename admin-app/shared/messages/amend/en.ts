import { limits } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';

export const amend = (f: Formats) => ({
  title: (raffle: string) => `Change ${raffle}`,
  tooLate: 'Sales have ended, so the rules are final.',
  free: 'No ticket is sold yet, so everything can change.',
  locked: (names: readonly string[]) => `Tickets are sold, so these are final: ${f.list(names)}.`,
  groups: { prize: 'Prizes', tickets: 'Tickets', when: 'When', who: 'Organiser', fair: 'Draw' },
  prizesHint: 'One on each line, the first prize first.',
  currency: 'Currency',
  claimByHint: 'Only after this time can a prize be passed on as not collected.',
  reservesHint: 'Drawn as well, for prizes that are not collected.',
  review: 'Review the changes',
  back: 'Back',
  none: 'Nothing is different yet.',

  confirm: {
    title: 'What changes',
    change: (label: string, before: string, after: string) =>
      `${label}: was ${before}, now ${after}`,
    quote: (text: string) => `“${text.split('\n').join(' · ')}”`,
    public: 'The raffle’s page shows the old and the new value. That stays public.',
    told: (sold: number) =>
      `${f.number(sold)} ${f.plural(sold, { one: 'ticket is', other: 'tickets are' })} sold. Everyone with a ticket is told this by mail:`,
    untold: 'No ticket is sold, so no mail is sent.',
    action: 'Change the rules',
    pending: 'Changing …',
    done: (title: string) => `${title} is changed`,
    doneText: 'The raffle’s page shows the new rules.',
  },

  wrong: {
    text: 'Write plain text without HTML tags, not too long. At least one character must be visible.',
    count: 'Write a whole number that is allowed here.',
    time: 'Enter a date and a time.',
    past: 'This time has passed. Choose a later one.',
    order: 'This is before a time that must come first.',
    later: 'Tickets are sold, so the end of sales can only be put off.',
    money: `Write an amount like 2.00, at most ${f.number(limits.priceAmountMax / 100)}.`,
    reserves: (min: number) =>
      `Write at least ${f.number(min)}, so that the prizes can go to different people.`,
  },
});
