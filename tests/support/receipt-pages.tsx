import { openPage, visitService, type Wire } from './own-page.tsx';
import { createHash } from 'node:crypto';
import { waitFor } from '@testing-library/react';
import type { ExecutionContext } from 'ava';
import type { Purchase } from '#contract/tickets.ts';
import { ReceiptPage } from '../../participant-app/app/ReceiptPage.tsx';
import { startTestService, type Participant } from './service.ts';

/** Opens the raffle's own page at a real service as a participant. */
export async function visit(t: ExecutionContext, email = 'ann@example.org') {
  const service = await startTestService(t);
  const ann = await service.signIn(email);
  return { service, ann, wire: visitService(service.url, ann.cookie) };
}

export async function buy(participant: Participant, quantity = 1): Promise<Purchase> {
  return (await (await participant.buy('demo', { quantity })).json()) as Purchase;
}

export const fingerprintOf = (text: string) => {
  const digits = createHash('sha256').update(text).digest('hex');
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)}`;
};

/** Opens the page of one receipt. */
export function openReceipt(number: number) {
  return openPage({ children: <ReceiptPage number={number} /> });
}

export async function receiptOf(participant: Participant, number: number): Promise<string> {
  return (await participant.fetch(`/api/raffles/demo/tickets/${number}/receipt`)).text();
}

/** Waits until the page has polled four times more, so that what it would show is there. */
export async function askAgain({ asked }: Wire): Promise<void> {
  const countPolls = () => asked.filter((line) => line === 'GET /api/raffles/demo').length;
  const end = countPolls() + 4;
  await waitFor(() => {
    if (countPolls() < end) throw new Error(`${end - countPolls()} polls are missing.`);
  });
}
