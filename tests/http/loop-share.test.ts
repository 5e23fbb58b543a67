import test from 'ava';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoopShare, pauseMs } from '../../services/raffle/http/limits/loop-share.ts';

const fullPauseMs = 3;
const shareMax = 1 / (1 + fullPauseMs);

test('a pause is as long as the share of others requires, if they used all the time', (t) => {
  t.is(pauseMs({ workMs: 1, otherMs: 5, idleMs: 0 }, shareMax), fullPauseMs);
  t.is(pauseMs({ workMs: 2, otherMs: 5, idleMs: 0 }, shareMax), 2 * fullPauseMs);
  t.is(pauseMs({ workMs: 1, otherMs: 0, idleMs: 0 }, shareMax), fullPauseMs, 'nothing is known');
});

test('what others leave unused shortens the pause', (t) => {
  t.is(pauseMs({ workMs: 1, otherMs: 5, idleMs: 5 }, shareMax), fullPauseMs / 2);
  t.is(pauseMs({ workMs: 1, otherMs: 0, idleMs: 5 }, shareMax), 0);
});

test.serial('the pause follows what the event loop did since the last piece', async (t) => {
  const share = new LoopShare(shareMax);
  await sleep(50);
  t.true(share.pauseAfter(1) < fullPauseMs, 'it waited');
  for (const from = performance.now(); performance.now() < from + 20;);
  t.is(share.pauseAfter(1), fullPauseMs, 'it worked');
  await sleep(20);
  for (const from = performance.now(); performance.now() < from + 20;);
  t.true(share.pauseAfter(1) > 0, 'it did both');
});
