import type { ReactNode } from 'react';
import type { DrawnRaffleView, RaffleView } from '#contract/raffles.ts';
import type { ClaimedTickets } from '#contract/tickets.ts';
import { ClaimedTicketsView } from '../app/ClaimPage.tsx';
import { DrawResultView } from '../app/PublicResult.tsx';
import { RaffleList } from '../app/RaffleList.tsx';
import * as checkChunk from '../features/check/chunk.ts';
import { fairDrawn, fairRaffle, unpaid } from './event-states.ts';
import {
  announcedRaffle,
  cancelledRaffle,
  closedRaffle,
  drawnRaffle,
  holding,
  known,
  raffleView,
} from './fixtures.ts';
import { keptReceipts } from './receipts.ts';
import { ownPage } from './StaticDashboard.tsx';

/** A page that is not about one person in one raffle. */
export interface PageGalleryState {
  readonly name: string;
  readonly content: ReactNode;
}

const raffles: readonly RaffleView[] = [
  { ...announcedRaffle(), id: 'winter', title: 'Winter raffle' },
  fairRaffle({ id: 'fair' }),
  raffleView({ id: 'full', title: 'Sold in a day', sold: 100 }),
  { ...closedRaffle(), id: 'closed' },
  { ...fairDrawn, id: 'drawn' },
  { ...drawnRaffle(42), id: 'drawn-one', title: 'One prize' },
  { ...cancelledRaffle(), id: 'cancelled' },
];

const mine = holding([42, 43]);

function claim(raffle: RaffleView, changes: Partial<ClaimedTickets> = {}): ReactNode {
  const { allowance: _none, ...held } = mine;
  return (
    <ClaimedTicketsView
      claimed={{ ...held, raffle, receipts: [], ...changes }}
      receipts={[...keptReceipts([42, 43]).receipts.values()]}
      known={known(raffle)}
    />
  );
}

function result(raffle: DrawnRaffleView, changes: Partial<DrawnRaffleView> = {}): ReactNode {
  const drawn = { ...raffle, ...changes };
  const { drawnAt, sold: ticketCount } = drawn;
  return (
    <DrawResultView
      raffle={drawn}
      draw={{ ...drawn, ticketCount, drawnAt }}
      serviceUrl={ownPage.serviceUrl}
      check={{ chunk: checkChunk, consistency: undefined, acceptLog() {} }}
    />
  );
}

const voided = {
  number: 43,
  sale: 43,
  reason: 'refunded',
  voidedAt: '2026-03-03T10:00:00.000Z',
} as const;

/** The start page, the public result, and the page of a desk sale. */
export const pageStates: readonly PageGalleryState[] = [
  { name: 'raffles', content: <RaffleList raffles={raffles} /> },
  { name: 'raffles-none', content: <RaffleList raffles={[]} /> },
  { name: 'raffles-lost', content: <RaffleList raffles={raffles.slice(0, 2)} isLost /> },
  { name: 'result', content: result(drawnRaffle(42)) },
  { name: 'result-several', content: result(fairDrawn) },
  { name: 'result-rehearsal', content: result(drawnRaffle(7), { rehearsal: true }) },
  { name: 'claim', content: claim(fairRaffle()) },
  { name: 'claim-not-paid', content: claim(fairRaffle(), { tickets: unpaid(mine).tickets }) },
  {
    name: 'claim-voided',
    content: claim(fairRaffle(), { tickets: mine.tickets.slice(0, 1), voided: [voided] }),
  },
  {
    name: 'claim-won',
    content: claim(fairDrawn, {
      won: true,
      prizes: [
        { prize: 1, title: 'A weekend hamper', ticketNumber: 42, state: 'drawn' },
        { prize: 2, title: 'A tin of biscuits', ticketNumber: 43, state: 'claimed' },
      ],
    }),
  },
];
