import type { DashboardState } from '../state/dashboard-state.ts';
import {
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
import { forked } from './growths.ts';
import { anotherLogKey, keptReceipts } from './receipts.ts';

export interface GalleryState {
  readonly name: string;
  readonly state: DashboardState;
  readonly newNumbers?: readonly number[];
}

const soldOut = raffleView({ sold: 100 });
const closed = raffleView({ status: 'closed', closedAt: '2026-03-20T17:00:00.000Z' });
const rehearsal = raffleView({ title: 'Try the spring raffle', rehearsal: true });
const longTitle =
  'Jubiläumsverlosung des Freiwilligen Feuerwehrvereins Schmiedefeld am Rennsteig zugunsten der Jugendabteilung';

/** Every state a participant can meet. Tests and screenshots go through this list. */
export const galleryStates: readonly GalleryState[] = [
  { name: 'connecting', state: dashboardState({ news: { kind: 'connecting' } }) },
  { name: 'signed-out', state: dashboardState({ viewer: signedOut }) },
  { name: 'asking-who', state: dashboardState({ viewer: { kind: 'asking' } }) },
  { name: 'open', state: dashboardState() },
  { name: 'open-holding-one', state: dashboardState({ viewer: signedIn(holding([42])) }) },
  {
    name: 'just-bought',
    state: dashboardState({ viewer: signedIn(holding([42])), receipts: keptReceipts([42]) }),
    newNumbers: [42],
  },
  { name: 'last-ticket', state: dashboardState({ news: known(raffleView({ sold: 99 })) }) },
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
  {
    name: 'sold-out',
    state: dashboardState({ news: known(soldOut), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'closed',
    state: dashboardState({ news: known(closed), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'drawing',
    state: dashboardState({ news: known(drawnRaffle(17)), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'won',
    state: dashboardState({
      news: known(drawnRaffle(42)),
      viewer: signedIn(holding([42, 43], true)),
    }),
  },
  {
    name: 'lost',
    state: dashboardState({
      news: known(drawnRaffle(17)),
      viewer: signedIn(holding([42, 43], false)),
    }),
  },
  {
    name: 'no-ticket',
    state: dashboardState({ news: known(drawnRaffle(17)), viewer: signedIn(holding([], false)) }),
  },
  {
    name: 'drawn-signed-out',
    state: dashboardState({ news: known(drawnRaffle(17)), viewer: signedOut }),
  },
  {
    name: 'rehearsal',
    state: dashboardState({ news: known(rehearsal), viewer: signedIn(holding([42])) }),
  },
  {
    name: 'rehearsal-won',
    state: dashboardState({
      news: known({ ...drawnRaffle(42), rehearsal: true }),
      viewer: signedIn(holding([42, 43], true)),
    }),
  },
  { name: 'rehearsal-deleted', state: dashboardState({ news: { kind: 'deleted' } }) },
  { name: 'unknown-raffle', state: dashboardState({ news: { kind: 'unknown-raffle' } }) },
  {
    name: 'offline',
    state: dashboardState({ news: known(raffleView(), 'stale', 40_000), isOnline: false }),
  },
  {
    name: 'offline-from-the-start',
    state: dashboardState({ news: { kind: 'unreachable' }, isOnline: false }),
  },
  {
    name: 'offline-with-kept-tickets',
    state: dashboardState({
      news: { kind: 'unreachable' },
      viewer: { kind: 'unanswered' },
      isOnline: false,
      receipts: keptReceipts([42, 43]),
    }),
  },
  { name: 'stale', state: dashboardState({ news: known(raffleView(), 'stale', 40_000) }) },
  { name: 'polled', state: dashboardState({ news: known(raffleView(), 'polled') }) },
  { name: 'server-down', state: dashboardState({ news: { kind: 'unreachable' } }) },
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
    name: 'unknown-after-reload',
    state: dashboardState({ purchase: { ...idle, phase: 'unknown', quantity: 1 } }),
  },
  { name: 'clicked-offline', state: dashboardState({ purchase: failed('offline') }) },
  {
    name: 'sold-out-while-buying',
    state: dashboardState({ news: known(soldOut), purchase: failed('sold-out') }),
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
    state: dashboardState({ news: known(raffleView({ sold: 0, title: longTitle })) }),
  },
  {
    name: 'a-million',
    state: dashboardState({
      news: known(raffleView({ capacity: 1_000_000, sold: 345_678, perPersonLimit: 10 })),
      viewer: signedIn({ ...holding([123_456]), allowance: 9 }),
    }),
  },
  {
    name: 'three-hundred',
    state: dashboardState({
      news: known(raffleView({ capacity: 300, sold: 120 })),
      viewer: signedIn(holding([7])),
    }),
  },
  {
    name: 'log-same',
    state: dashboardState({ growth: { kind: 'same', size: 103 } }),
  },
  {
    name: 'log-grown',
    state: dashboardState({
      viewer: signedIn(holding([42])),
      growth: { kind: 'grown', from: 103, to: 240 },
    }),
  },
  {
    name: 'log-not-compared',
    state: dashboardState({ growth: { kind: 'unchecked', why: 'no-answer' } }),
  },
  {
    name: 'log-not-signed',
    state: dashboardState({ growth: { kind: 'unchecked', why: 'unsigned' } }),
  },
  {
    name: 'fork-shorter',
    state: dashboardState({
      viewer: signedIn(holding([42])),
      growth: forked('shorter', 103, 90),
    }),
  },
  { name: 'fork-rewritten', state: dashboardState({ growth: forked('rewritten') }) },
  { name: 'fork-not-grown', state: dashboardState({ growth: forked('not-grown') }) },
  { name: 'fork-other-key', state: dashboardState({ growth: forked('other-key', 103, 2) }) },
];
