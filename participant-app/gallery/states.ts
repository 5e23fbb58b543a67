import { publicChainHash } from '#contract/randomness-kind.ts';
import { hideResult } from '#ui/live/reveal.ts';
import {
  announcedRaffle,
  cancelledRaffle,
  closedRaffle,
  dashboardState,
  drawnRaffle,
  failed,
  holding,
  idle,
  known,
  raffleView,
  signedIn,
  signedOut,
} from './fixtures.ts';
import type { GalleryState } from './StaticDashboard.tsx';
import { eventStates } from './event-states.ts';
import { logStates, witnessStates } from './check-states.ts';
import { anotherLogKey, keptReceipts } from './receipts.ts';

const sealOf = {
  root: '0'.repeat(64),
  commitment: '1'.repeat(64),
  chainHash: publicChainHash,
  round: 1234,
};

const soldOut = raffleView({ sold: 100 });
const closed = closedRaffle();
/** A sealed raffle whose draw is due in so many days. */
const sealedUntil = (days: number) => ({
  ...closed,
  randomness: 'drand' as const,
  chainHash: publicChainHash,
  seal: { ...sealOf, publishedAt: new Date(Date.now() + days * 86_400_000).toISOString() },
});
const rehearsal = raffleView({ title: 'Try the spring raffle', rehearsal: true });
const longTitle =
  'Jubiläumsverlosung des Freiwilligen Feuerwehrvereins Schmiedefeld am Rennsteig zugunsten der Jugendabteilung';

/** Every state a participant can meet. Tests and screenshots go through this list. */
export const galleryStates: readonly GalleryState[] = [
  { name: 'connecting', state: dashboardState({ live: { status: 'connecting' } }) },
  { name: 'signed-out', state: dashboardState({ viewer: signedOut }) },
  { name: 'asking-who', state: dashboardState({ viewer: { status: 'asking' } }) },
  { name: 'open', state: dashboardState() },
  { name: 'open-holding-one', state: dashboardState({ viewer: signedIn(holding([42])) }) },
  {
    name: 'just-bought',
    state: dashboardState({ viewer: signedIn(holding([42])), receipts: keptReceipts([42]) }),
    newNumbers: [42],
  },
  { name: 'last-ticket', state: dashboardState({ live: known(raffleView({ sold: 99 })) }) },
  {
    name: 'at-cap',
    state: dashboardState({
      viewer: signedIn(holding([42, 43])),
      receipts: keptReceipts([42, 43]),
    }),
  },
  {
    name: 'receipt-that-does-not-hold',
    state: dashboardState({
      viewer: signedIn(holding([42, 43])),
      receipts: keptReceipts([42, 43], { logKey: anotherLogKey }),
    }),
  },
  {
    name: 'ticket-denied',
    state: dashboardState({
      viewer: signedIn(holding([43])),
      receipts: keptReceipts([42, 43], { denied: new Set([42]) }),
    }),
  },
  { name: 'announced', state: dashboardState({ live: known(announcedRaffle()) }) },
  { name: 'cancelled', state: dashboardState({ live: known(cancelledRaffle()) }) },
  {
    name: 'sold-out',
    state: dashboardState({ live: known(soldOut), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'closed',
    state: dashboardState({ live: known(closed), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'closed-due',
    state: dashboardState({ live: known(sealedUntil(1)), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'closed-late',
    state: dashboardState({ live: known(sealedUntil(-1)), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'before-reveal',
    state: dashboardState({
      live: { ...known(hideResult(drawnRaffle(42))), drawing: { until: Date.now() + 6000 } },
      viewer: signedIn(holding([42], true)),
    }),
  },
  {
    name: 'drawing',
    state: dashboardState({ live: known(drawnRaffle(17)), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'won',
    state: dashboardState({
      live: known(drawnRaffle(42)),
      viewer: signedIn(holding([42, 43], true)),
    }),
  },
  {
    name: 'lost',
    state: dashboardState({
      live: known(drawnRaffle(17)),
      viewer: signedIn(holding([42, 43], false)),
    }),
  },
  {
    name: 'no-ticket',
    state: dashboardState({ live: known(drawnRaffle(17)), viewer: signedIn(holding([], false)) }),
  },
  {
    name: 'drawn-signed-out',
    state: dashboardState({ live: known(drawnRaffle(17)), viewer: signedOut }),
  },
  {
    name: 'rehearsal',
    state: dashboardState({ live: known(rehearsal), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'rehearsal-won',
    state: dashboardState({
      live: known({ ...drawnRaffle(42), rehearsal: true }),
      viewer: signedIn(holding([42, 43], true)),
    }),
  },
  { name: 'rehearsal-deleted', state: dashboardState({ live: { status: 'deleted' } }) },
  { name: 'unknown-raffle', state: dashboardState({ live: { status: 'unknown-raffle' } }) },
  {
    name: 'offline',
    state: dashboardState({ live: known(raffleView(), 'stale', 45 * 60_000), isOnline: false }),
  },
  {
    name: 'offline-from-the-start',
    state: dashboardState({ live: { status: 'unreachable' }, isOnline: false }),
  },
  {
    name: 'offline-with-kept-tickets',
    state: dashboardState({
      live: { status: 'unreachable' },
      viewer: { status: 'unanswered' },
      isOnline: false,
      receipts: keptReceipts([42, 43]),
    }),
  },
  { name: 'stale', state: dashboardState({ live: known(raffleView(), 'stale', 45 * 60_000) }) },
  { name: 'polled', state: dashboardState({ live: known(raffleView(), 'polled') }) },
  { name: 'server-down', state: dashboardState({ live: { status: 'unreachable' } }) },
  {
    name: 'tickets-not-loaded',
    state: dashboardState({ viewer: signedIn('failed') }),
  },
  {
    name: 'buying',
    state: dashboardState({ purchase: { phase: 'buying', quantity: 1, isSlow: false } }),
  },
  {
    name: 'buying-slow',
    state: dashboardState({ purchase: { phase: 'buying', quantity: 1, isSlow: true } }),
  },
  {
    name: 'checking',
    state: dashboardState({ purchase: { phase: 'checking', quantity: 1, isSlow: false } }),
  },
  {
    name: 'timed-out',
    state: dashboardState({ purchase: failed('timed-out', { isUnknown: true }) }),
  },
  {
    name: 'timed-out-but-listed',
    state: dashboardState({
      viewer: signedIn(holding([42])),
      purchase: failed('timed-out', { isUnknown: true, heldBefore: [] }),
    }),
  },
  {
    name: 'unknown-after-reload',
    state: dashboardState({ purchase: { ...idle, phase: 'unknown', quantity: 1 } }),
  },
  { name: 'clicked-offline', state: dashboardState({ purchase: failed('offline') }) },
  {
    name: 'sold-out-while-buying',
    state: dashboardState({ live: known(soldOut), purchase: failed('sold-out') }),
  },
  {
    name: 'rate-limited',
    state: dashboardState({ purchase: failed('rate-limited', { retryAfterSeconds: 30 }) }),
  },
  {
    name: 'session-ended',
    state: dashboardState({ viewer: signedOut, purchase: failed('sign-in-required') }),
  },
  {
    name: 'nothing-sold',
    state: dashboardState({ live: known(raffleView({ sold: 0, title: longTitle })) }),
  },
  {
    name: 'a-million',
    state: dashboardState({
      live: known(raffleView({ capacity: 1_000_000, sold: 345_678, perPersonLimit: 10 })),
      viewer: signedIn({ ...holding([123_456]), allowance: 9 }),
    }),
  },
  {
    name: 'three-hundred',
    state: dashboardState({
      live: known(raffleView({ capacity: 300, sold: 120 })),
      viewer: signedIn(holding([7])),
    }),
  },
  ...eventStates,
  ...logStates,
  ...witnessStates,
];
