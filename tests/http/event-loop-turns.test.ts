import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { notePurchase, waitForTurn } from '../../services/raffle/http/limits/event-loop-turns.ts';

/** Counts turns of the event loop until it is stopped. */
function countTurns() {
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  return { now: () => turns, stop: () => clearImmediate(next) };
}

test.serial('while tickets are sold, one caller runs in each turn of the event loop', async (t) => {
  const turns = countTurns();
  // A purchase that is recent also if the machine pauses.
  notePurchase(performance.now() + 60_000);
  const at = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      await waitForTurn(`network ${index % 5}`);
      return turns.now();
    }),
  );
  turns.stop();
  t.is(new Set(at).size, at.length);
});

test.serial(
  'without sales, callers share a turn of the event loop until its time is used',
  async (t) => {
    notePurchase(-Infinity);
    const turns = countTurns();
    const callAll = async (workMs: number) => {
      const at = await Promise.all(
        Array.from({ length: 50 }, async () => {
          await waitForTurn('here');
          for (const from = performance.now(); performance.now() < from + workMs;);
          return turns.now();
        }),
      );
      return new Set(at).size;
    };
    const [short, long] = [await callAll(0), await callAll(limits.otherTurnMsMax)];
    turns.stop();
    t.true(short < 50, `${short} turns`);
    t.is(long, 50);
  },
);

test.serial('a network with many callers does not delay another network', async (t) => {
  const order: string[] = [];
  const call = async (network: string) => {
    await waitForTurn(network);
    order.push(network);
  };
  const crowd = Array.from({ length: 50 }, () => call('crowded'));
  await Promise.all([...crowd, call('quiet'), call('quiet')]);
  t.deepEqual(order.slice(0, 4), ['crowded', 'quiet', 'crowded', 'quiet']);
});

test.serial(
  'during purchases all other callers together use a limited share of the time',
  async (t) => {
    const pieces = 20;
    let workedMs = 0;
    const startedAt = performance.now();
    let elapsedMs = 0;
    await Promise.all(
      Array.from({ length: pieces }, async (_, index) => {
        await waitForTurn('here');
        notePurchase();
        const from = performance.now();
        // The last piece has no successor, so its pause is not measured.
        if (index === pieces - 1) elapsedMs = from - startedAt;
        else while (performance.now() < from + 2);
        workedMs += index === pieces - 1 ? 0 : performance.now() - from;
      }),
    );
    t.true(workedMs < 0.45 * elapsedMs, `${workedMs} ms of ${elapsedMs} ms`);
  },
);
