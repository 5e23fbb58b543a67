import type { DashboardState } from '../state/dashboard-state.ts';
import { dashboardState, drawnRaffle, holding, known, raffleView, signedIn } from './fixtures.ts';
import { anotherLogKey, keptReceipts } from './receipts.ts';

export interface ReceiptGalleryState {
  readonly name: string;
  readonly state: DashboardState;
  /** The ticket whose receipt is shown; undefined for the sheet of all. */
  readonly number: number | undefined;
  /** As another site's page shows it. */
  readonly isEmbedded?: boolean;
}

const mine = signedIn(holding([42, 43]));
const sealed = raffleView({
  status: 'closed',
  randomness: 'drand',
  closedAt: '2026-03-20T17:00:00.000Z',
  seal: {
    root: '5c'.repeat(32),
    commitment: '38'.repeat(32),
    chainHash: '52'.repeat(32),
    round: 40_000_000,
    publishedAt: '2099-03-20T18:00:00.000Z',
  },
});
const holdingBoth = (changes: Partial<DashboardState> = {}) =>
  dashboardState({ viewer: mine, receipts: keptReceipts([42, 43]), ...changes });

/** Every state of a receipt's page. */
export const receiptStates: readonly ReceiptGalleryState[] = [
  { name: 'receipt', state: holdingBoth(), number: 42 },
  { name: 'receipt-embedded', state: holdingBoth(), number: 42, isEmbedded: true },
  { name: 'receipt-before-the-draw', state: holdingBoth({ news: known(sealed) }), number: 42 },
  {
    name: 'receipt-won',
    state: holdingBoth({
      news: known(drawnRaffle(42)),
      viewer: signedIn(holding([42, 43], true)),
    }),
    number: 42,
  },
  {
    name: 'receipt-not-valid',
    state: holdingBoth({ receipts: keptReceipts([42, 43], { logKey: anotherLogKey }) }),
    number: 42,
  },
  {
    name: 'receipt-not-checked',
    state: holdingBoth({ receipts: keptReceipts([42, 43], { logKey: undefined }) }),
    number: 42,
  },
  {
    name: 'receipt-denied',
    state: holdingBoth({
      viewer: signedIn(holding([43])),
      receipts: keptReceipts([42, 43], { denied: new Set([42]) }),
    }),
    number: 42,
  },
  {
    name: 'receipt-other-key',
    state: holdingBoth({ receipts: keptReceipts([42, 43], { otherKey: anotherLogKey }) }),
    number: 42,
  },
  {
    name: 'receipt-not-kept',
    state: holdingBoth({ receipts: keptReceipts([42, 43], { isKept: false }) }),
    number: 42,
  },
  {
    name: 'receipt-kept-offline',
    state: holdingBoth({
      news: { kind: 'unreachable' },
      viewer: { kind: 'unanswered' },
      isOnline: false,
    }),
    number: 42,
  },
  {
    name: 'receipt-signed-out',
    state: dashboardState({ viewer: { kind: 'signed-out' } }),
    number: 42,
  },
  {
    name: 'receipt-of-nobody',
    state: dashboardState({ viewer: signedIn(holding([])) }),
    number: 42,
  },
  {
    name: 'receipt-not-loaded',
    state: dashboardState({
      viewer: mine,
      receipts: keptReceipts([], {
        trouble: { code: 'unreachable', retryAfterSeconds: undefined },
      }),
    }),
    number: 42,
  },
  { name: 'receipts-sheet', state: holdingBoth(), number: undefined },
];
