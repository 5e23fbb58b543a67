import test from 'ava';
import { nextStepOf } from '../../admin-app/features/raffle/next-step.ts';
import {
  announcedRaffle,
  cancelledRaffle,
  closedRaffle,
  drawnRaffle,
  raffleView,
} from '../../participant-app/gallery/fixtures.ts';

const closesAt = '2026-03-20T17:00:00.000Z';

test('an announced raffle waits for its opening', (t) => {
  t.is(nextStepOf(announcedRaffle()), 'wait-to-open');
});

test('an open raffle is closed by its organiser only if it has no announced end, or nothing is left', (t) => {
  t.is(nextStepOf(raffleView({ sold: 0 })), 'sell');
  t.is(nextStepOf(raffleView()), 'close');
  t.is(nextStepOf(raffleView({ closesAt })), 'wait-to-close');
  t.is(nextStepOf(raffleView({ closesAt, sold: 0 })), 'wait-to-close');
  t.is(nextStepOf(raffleView({ closesAt, sold: 100 })), 'close');
});

test('a closed raffle is drawn if a ticket was sold', (t) => {
  t.is(nextStepOf(closedRaffle()), 'draw');
  t.is(nextStepOf(closedRaffle({ sold: 0 })), 'nothing');
});

test('after the draw the prizes are handed over, and then nothing is left to do', (t) => {
  const drawn = drawnRaffle(17);
  t.is(nextStepOf(drawn), 'hand-over');
  const claimed = drawn.prizes.map(({ title }) => ({
    title,
    state: 'claimed' as const,
    ticketNumber: 17,
  }));
  t.is(nextStepOf({ ...drawn, prizes: claimed }), 'nothing');
  t.is(nextStepOf({ ...drawn, prizes: [{ title: 'Prize', state: 'unawarded' }] }), 'nothing');
});

test('a cancelled raffle has no next step', (t) => {
  t.is(nextStepOf(cancelledRaffle()), 'nothing');
});
