import { fairRaffle, unpaid } from './event-states.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { closedRaffle, dashboardState, drawnRaffle, holding, known, signedIn } from './fixtures.ts';
import type { DashboardState } from './StaticDashboard.tsx';
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
const sealed = closedRaffle({
  randomness: 'drand',
  chainHash: publicChainHash,
  seal: {
    root: '5c'.repeat(32),
    commitment: '38'.repeat(32),
    chainHash: publicChainHash,
    round: 40_000_000,
    publishedAt: '2099-03-20T18:00:00.000Z',
  },
});
const holdingBoth = (changes: Partial<DashboardState> = {}) =>
  dashboardState({ viewer: mine, receipts: keptReceipts([42, 43]), ...changes });

/** Every state of a receipt's page. */
export const receiptStates: readonly ReceiptGalleryState[] = [
  { name: 'receipt', state: holdingBoth(), number: 42 },
  { name: 'receipt-of-a-fair', state: holdingBoth({ live: known(fairRaffle()) }), number: 42 },
  {
    name: 'receipt-not-paid',
    state: holdingBoth({
      live: known(fairRaffle()),
      viewer: signedIn(unpaid(holding([42, 43]))),
    }),
    number: 42,
  },
  { name: 'receipt-embedded', state: holdingBoth(), number: 42, isEmbedded: true },
  { name: 'receipt-before-the-draw', state: holdingBoth({ live: known(sealed) }), number: 42 },
  {
    name: 'receipt-won',
    state: holdingBoth({
      live: known(drawnRaffle(42)),
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
      live: { status: 'unreachable' },
      viewer: { status: 'unanswered' },
      isOnline: false,
    }),
    number: 42,
  },
  {
    name: 'receipt-signed-out',
    state: dashboardState({ viewer: { status: 'signed-out' } }),
    number: 42,
  },
  {
    name: 'receipt-without-ticket',
    state: dashboardState({ viewer: signedIn(holding([])) }),
    number: 42,
  },
  {
    name: 'receipt-not-loaded',
    state: dashboardState({
      viewer: mine,
      receipts: keptReceipts([], {
        error: { code: 'unreachable', retryAfterSeconds: undefined },
      }),
    }),
    number: 42,
  },
  {
    name: 'receipt-of-a-deleted-rehearsal',
    state: dashboardState({ live: { status: 'deleted' } }),
    number: 42,
  },
  { name: 'receipts-sheet', state: holdingBoth(), number: undefined },
];
