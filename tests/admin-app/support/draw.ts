import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { ExecutionContext } from 'ava';
import { drandEnvironment, makeChain, startRelay } from '../../support/beacon-chain.ts';
import { openRaffle } from './open-raffle.tsx';

/** For `watchRequests()`: the draws of the raffle `spring`. */
export const drawRequests = { method: 'POST', path: '/api/admin/raffles/spring/draw' };

export async function findButton(name: RegExp | string): Promise<HTMLButtonElement> {
  return screen.findByRole<HTMLButtonElement>('button', { name });
}

/** Opens the menu of actions that are not the next step, such as to draw while tickets are sold. */
export async function openActions(user: UserEvent): Promise<void> {
  await user.click(await findButton('More actions'));
}

/** Types into the confirmation dialog. */
export async function typeInDialog(user: UserEvent, text: string): Promise<void> {
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.type(dialog.getByRole('textbox'), text);
}

/** The sentence that names the winner. */
export async function findWinner(): Promise<HTMLElement> {
  return screen.findByText(/^Ticket \d wins Spring fair\.$/, { selector: 'p' });
}

/** The winner can appear before the answer to the request, which clears its key. */
export async function requestSettled(): Promise<void> {
  await waitFor(() => {
    if (sessionStorage.length > 0) throw new Error('The request has not settled.');
  });
}

/** A raffle whose winner a beacon of a test chain decides. */
export async function openSealedRaffle(t: ExecutionContext, { leadSeconds = 2 } = {}) {
  const chain = makeChain({ leadSeconds });
  const relay = await startRelay(t, chain);
  const environment = drandEnvironment(t, chain, [relay]);
  return openRaffle(t, { buyers: 3, rules: { randomness: 'drand' }, environment });
}
