import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import {
  WitnessQueue,
  type Again,
  type WitnessQueueOptions,
} from '../../services/raffle/witness/witness-queue.ts';
import { waitFor } from '../support/wait-limit.ts';

/** A queue whose requests end when the test says so. */
function openQueue(options: Partial<WitnessQueueOptions> = {}) {
  const asked: string[] = [];
  const running: ((again: Again) => void)[] = [];
  const queue = new WitnessQueue({
    ask: (raffle) => {
      asked.push(raffle);
      return new Promise((resolve) => running.push(resolve));
    },
    intervalMs: 60_000,
    soonMs: 1,
    concurrency: 2,
    ...options,
  });
  const finish = (again: Again = 'never') => running.shift()!(again);
  return { queue, asked, running, finish };
}

test('a bounded number of requests runs at the same time; urgent ones have as many more', async (t) => {
  const { queue, asked, finish } = openQueue();
  for (const raffle of ['a', 'b', 'c', 'd']) queue.note(raffle, false);
  await waitFor('two requests', () => asked.length === 2);
  for (const raffle of ['e', 'f', 'g']) queue.note(raffle, true);
  await waitFor('two urgent requests', () => asked.length === 4);
  t.deepEqual(asked, ['a', 'b', 'e', 'f']);
  finish();
  await waitFor('the third urgent request', () => asked.length === 5);
  t.is(asked.at(-1), 'g');
  for (let times = 0; times < 4; times += 1) finish();
  await waitFor('the other requests', () => asked.length === 7);
  t.deepEqual(asked.slice(5), ['c', 'd']);
});

test('a raffle is asked about once in an interval however often it grows, and at once if it is urgent', async (t) => {
  const { queue, asked, finish } = openQueue();
  queue.note('a', false);
  await waitFor('a request', () => asked.length === 1);
  // It grows while the request is running, and after it.
  for (let times = 0; times < 100; times += 1) queue.note('a', false);
  finish();
  await delay(0);
  for (let times = 0; times < 100; times += 1) queue.note('a', false);
  await delay(20);
  t.is(asked.length, 1);
  queue.note('a', true);
  await waitFor('the urgent request', () => asked.length === 2);
  finish();
});

test('what grew during a request is asked about after the interval', async (t) => {
  const { queue, asked, finish } = openQueue({ intervalMs: 30 });
  queue.note('a', false);
  await waitFor('a request', () => asked.length === 1);
  queue.note('a', false);
  finish();
  await waitFor('another request', () => asked.length === 2);
  finish();
  await delay(60);
  t.is(asked.length, 2, 'nothing has grown since');
});

test('an urgent note during a request, and an answer that is awaited soon, are asked about again', async (t) => {
  const { queue, asked, finish } = openQueue();
  queue.note('a', false);
  await waitFor('a request', () => asked.length === 1);
  queue.note('a', true);
  finish();
  await waitFor('the urgent request', () => asked.length === 2);
  finish('soon');
  await waitFor('the retry', () => asked.length === 3);
  finish();
  t.deepEqual(asked, ['a', 'a', 'a']);
});

test('failures double the interval', async (t) => {
  const intervalMs = 40;
  const times: number[] = [];
  const queue = new WitnessQueue({
    ask: async () => {
      times.push(performance.now());
      return 'later';
    },
    intervalMs,
    soonMs: 1,
    concurrency: 1,
  });
  queue.note('a', false);
  await waitFor('four requests', () => times.length === 4);
  await queue.stop();
  const waits = times.slice(1).map((time, place) => time - times[place]!);
  t.true(waits[0]! >= intervalMs - 2, waits.join());
  t.true(waits[1]! >= 2 * intervalMs - 2, waits.join());
  t.true(waits[2]! >= 4 * intervalMs - 2, waits.join());
});

test('a raffle that is forgotten, and every raffle after the stop, is not asked about', async (t) => {
  const { queue, asked, finish } = openQueue();
  queue.note('a', false);
  queue.note('b', false);
  queue.forget('a');
  await waitFor('a request', () => asked.length === 1);
  const stopped = queue.stop();
  queue.note('c', true);
  finish('soon');
  await stopped;
  await delay(20);
  t.deepEqual(asked, ['b']);
});
