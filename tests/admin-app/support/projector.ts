import { screen } from '@testing-library/react';
import { messagesFor } from '../../../admin-app/shared/messages/messages.ts';
import type { OpenRaffleOptions } from './open-raffle.tsx';

export const { projector: words, draw: draws, raffle: raffleWords } = messagesFor('en');

export const params = { id: 'spring' };
/** How well a page knows the service's clock, in milliseconds: `Date` headers have whole seconds. */
export const estimateMs = 500;
/** Opens the projector view of a raffle with six sold tickets in a browser without a key. */
export const projector: OpenRaffleOptions = {
  view: '/projector',
  role: 'signed-out',
  buyers: 3,
};

/** The number on the screen. */
export function number(): string | null | undefined {
  return document.querySelector('strong.number')?.textContent;
}

/** Whether a text is the sentence that names the winner. */
function isResult(text: string): boolean {
  return Array.from({ length: 20 }, (_, index) => draws.wins(index + 1, 'Spring fair')).includes(
    text,
  );
}

export function isResultShown(): boolean {
  return screen.queryByText(isResult, { selector: 'main p' }) !== null;
}

export async function result(): Promise<HTMLElement> {
  return screen.findByText(isResult, { selector: 'main p' });
}
