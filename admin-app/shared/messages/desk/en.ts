import type { RaffleView } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';

type Price = NonNullable<RaffleView['notice']>['price'];

export const desk = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  const total = (quantity: number, { amount, currency }: NonNullable<Price>) =>
    f.money(quantity * amount, currency);
  return {
    title: 'Desk',
    toRaffle: 'To the raffle',
    left: ({ remaining, capacity }: Pick<RaffleView, 'remaining' | 'capacity'>) =>
      `${f.number(remaining)} of ${f.number(capacity)} left`,
    freshness: {
      live: 'Live',
      polled: 'Updated every few seconds',
      stale: 'This number may be old: the service does not answer.',
    },
    quantity: {
      label: 'Tickets',
      fewer: 'One ticket fewer',
      more: 'One ticket more',
      number: f.number,
    },
    fields: { name: 'Name (optional)', email: 'E-mail (optional)', phone: 'Phone (optional)' },
    emailHint: 'With an address, the tickets and the result are mailed.',
    wrong: {
      name: 'Enter a name on one line, at most 100 characters.',
      email: 'Enter a full e-mail address, like ann@example.org.',
      phone: 'Enter a phone number: digits, spaces and a plus sign.',
    },
    paid: 'Paid',
    paidHint: 'You have the money. If it comes later, turn this off.',
    offline: 'No network. Nothing is sold until it is back.',
    selling: 'Selling …',
    sell: (quantity: number, price: Price) =>
      price === undefined || price.amount === 0
        ? `Sell ${count(quantity)}`
        : `Sell ${count(quantity)} · ${total(quantity, price)}`,
    unanswered: {
      title: 'This sale has no answer yet',
      which: (quantity: number, who: string | undefined) =>
        who === undefined ? count(quantity) : `${count(quantity)} for ${who}`,
      text: 'The app asks again until the service answers. Don’t take the money for it twice: this sale is made once at most.',
      pending: 'Asking the service …',
      finish: 'Ask again now',
    },
    sold: {
      title: (numbers: readonly number[]) =>
        `Sold: ${f.plural(numbers.length, { one: 'ticket', other: 'tickets' })} ${f.list(numbers.map(f.number))}`,
      money: ({ quantity, paid, price }: { quantity: number; paid: boolean; price: Price }) => {
        const sum = price === undefined || price.amount === 0 ? undefined : total(quantity, price);
        if (sum === undefined) return paid ? 'Paid.' : 'Not paid yet.';
        return paid ? `${sum} paid.` : `${sum} to pay.`;
      },
      ticket: 'Ticket',
      code: 'QR code with the address of these tickets',
      scan: 'Scan it to keep these tickets on a phone. The page shows the tickets and the result, without signing in.',
      draw: (moment: string) => `Draw: ${moment}`,
      price: (money: string) => `${money} a ticket`,
      next: 'Next sale',
      print: 'Print',
      printSmall: 'Print on A6',
      mistake: 'A wrong sale? An organiser can void these tickets.',
    },
    payment: {
      title: 'Mark a ticket as paid',
      number: 'Ticket number',
      wrong: (capacity: number) => `Enter a ticket number from 1 to ${f.number(capacity)}.`,
      button: 'Mark as paid',
      pending: 'Saving …',
      done: (ticket: number) => `Ticket ${f.number(ticket)} is paid.`,
    },
    home: {
      title: 'Sell tickets',
      none: 'No raffle is on sale. It appears here when an organiser opens one.',
    },
  };
};
