import test from 'ava';
import type { DrawWinner, MakeSeal, OpenSeal } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { publicPart, type RaffleClosed } from '../../services/raffle/domain/entries.ts';
import { fold, given, now, opened, sold } from '../support/given.ts';

const seal = {
  root: '11'.repeat(32),
  commitment: '22'.repeat(32),
  chainHash: '33'.repeat(32),
  round: 1000,
  publishedAt: '2026-05-01T12:00:33.000Z',
};
const secret = { r: 1, nonce: '44'.repeat(32) };
const beacon = { round: 1000, randomness: '55'.repeat(32), signature: '66'.repeat(48) };
const makeSeal: MakeSeal = () => ({ seal, secret });
const openSeal: OpenSeal = ({ secret: found }) => ({ index: 1, reveal: { ...found, beacon } });
const randomInt = () => {
  throw new Error('A sealed draw throws no dice.');
};

const drand = opened({ randomness: 'drand' });
const sales = [drand, sold(1), sold(2, { holder: 'ben' }), sold(3, { holder: 'cem' })];
const closed: RaffleClosed = {
  type: 'raffle-closed',
  ticketCount: 3,
  seal,
  secret,
  at: now,
  order: null,
};
const draw: DrawWinner = {
  type: 'DrawWinner',
  randomInt,
  makeSeal,
  openSeal,
  at: now,
  order: null,
};

test('decide() seals a raffle that a beacon draws when it is closed', (t) => {
  const command = { type: 'CloseRaffle', makeSeal, at: now, order: null } as const;
  given(...sales)
    .when(command)
    .then(t, closed);
});

test('decide() seals the pool as it is at the closing', (t) => {
  const counts: number[] = [];
  const counting: MakeSeal = (ticketCount) => {
    counts.push(ticketCount);
    return { seal, secret };
  };
  decide({ type: 'CloseRaffle', makeSeal: counting, at: now, order: null }, fold(sales));
  t.deepEqual(counts, [3]);
});

test('decide() closes a raffle without tickets without a seal', (t) => {
  const command = { type: 'CloseRaffle', makeSeal, at: now, order: null } as const;
  const empty = { type: 'raffle-closed', ticketCount: 0, at: now, order: null } as const;
  given(drand).when(command).then(t, empty);
  given(drand, empty).when(draw).thenRefuses(t, 'no-tickets-sold');
});

test('decide() never makes a seal for a raffle that the service draws alone', (t) => {
  const forbidden: MakeSeal = () => {
    throw new Error('Nothing is to be sealed.');
  };
  const command = { type: 'CloseRaffle', makeSeal: forbidden, at: now, order: null } as const;
  const plain = { type: 'raffle-closed', ticketCount: 1, at: now, order: null } as const;
  given(opened(), sold(1)).when(command).then(t, plain);
});

test('decide() only closes where a sealed raffle is drawn while sales are open', (t) => {
  given(...sales)
    .when(draw)
    .then(t, closed);
});

test('decide() draws a sealed raffle by its seal alone, and tells the secret', (t) => {
  const log = [...sales, closed];
  given(...log)
    .when(draw)
    .then(t, {
      type: 'winner-drawn',
      ticketCount: 3,
      index: 1,
      ticketNumber: 2,
      holder: 'ben',
      reveal: { ...secret, beacon },
      at: now,
      order: null,
    });
});

test('decide() refuses to draw a sealed raffle without its beacon', (t) => {
  const { openSeal: _, ...early } = draw;
  given(...sales, closed)
    .when(early)
    .thenRefuses(t, 'beacon-pending');
});

test('decide() refuses to draw a sealed raffle without tickets', (t) => {
  given(drand).when(draw).thenRefuses(t, 'no-tickets-sold');
});

test('the public part of a closing has the seal and nothing of the secret', (t) => {
  const { secret: _, order: __, ...facts } = closed;
  t.deepEqual(publicPart(closed), facts as never);
});
