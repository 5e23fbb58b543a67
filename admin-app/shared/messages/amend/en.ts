import type { Formats } from '#ui/formats.ts';

export const amend = (f: Formats) => ({
  title: (raffle: string) => `Change ${raffle}`,
  tooLate: 'Sales have ended, so the rules are final.',
  free: 'No ticket is sold yet, so everything can change.',
  /** Above the names of the rules. */
  locked: 'Tickets are sold, so these are final:',
  review: 'Review the changes',
  back: 'Back',
  none: 'Nothing is different yet.',

  confirm: {
    title: 'What changes',
    /** The rule, its old value and its new one. */
    change: (label: string, before: string, after: string): readonly string[] => [
      `${label}:`,
      `was ${before},`,
      `now ${after}`,
    ],
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
});
