import { pollAgain, purchaseOf, ticketsPath } from './participant.tsx';
import { screen } from '@testing-library/react';
import nock from 'nock';

/** Counts the purchases that reach the network, and replies to each with the next ticket. */
export function countPurchases() {
  let answer = () => {};
  let answered = Promise.resolve();
  const seen = {
    keys: [] as string[],
    quantities: [] as number[],
    rules: [] as unknown[],
    /** Holds the replies back until the returned function is called. */
    hold(): () => void {
      answered = new Promise((resolve) => (answer = resolve));
      return () => answer();
    },
  };
  nock('http://raffle.test')
    .persist()
    .post(ticketsPath)
    .reply(async function reply(_uri, body) {
      const { quantity, rules } = body as { quantity: number; rules: unknown };
      seen.keys.push(String(this.req.headers['idempotency-key']));
      seen.quantities.push(quantity);
      seen.rules.push(rules);
      await answered;
      return [201, purchaseOf(Array.from({ length: quantity }, (_, index) => 11 + index))];
    });
  return seen;
}

/** Waits until the page says that the ticket is bought, and has polled since. */
export async function waitForPurchase(): Promise<void> {
  await screen.findByRole('alertdialog', { name: /yours$/ });
  await pollAgain();
}
