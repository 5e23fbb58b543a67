import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import {
  notePurchase,
  runInTurn,
  waitForTurn,
  whenSettled,
} from '../../services/raffle/http/limits/event-loop-turns.ts';

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
          beBusy(workMs);
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

function beBusy(ms: number): void {
  for (const from = performance.now(); performance.now() < from + ms;);
}

/** Calls at the same time for works that take so long, and counts those that ran at once. */
function countAtOnce(calls: number, workMs = 0): number {
  let ran = 0;
  const work = () => {
    ran += 1;
    beBusy(workMs);
  };
  for (let call = 0; call < calls; call += 1) runInTurn(() => 'here', work);
  return ran;
}

/** Waits until no caller waits or runs, and no turn is open. */
async function beQuiet(): Promise<void> {
  await waitForTurn('here');
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
}

test.serial('without sales, a caller runs at once while the turn has time left', async (t) => {
  notePurchase(-Infinity);
  await beQuiet();
  t.is(countAtOnce(3, limits.otherTurnMsMax), 1);
  await beQuiet();
  t.is(countAtOnce(1), 1);
});

test.serial(
  'a caller that comes while another one waits or runs does not run at once',
  async (t) => {
    notePurchase(-Infinity);
    await beQuiet();
    t.is(countAtOnce(2, limits.otherTurnMsMax), 1);
    await new Promise(setImmediate);
    t.is(countAtOnce(1), 0, 'another one waits');
    await waitForTurn('here');
    t.is(countAtOnce(1), 0, 'another one runs');
  },
);

test.serial('callers that waited use the time of those that run at once', async (t) => {
  notePurchase(-Infinity);
  await beQuiet();
  t.is(countAtOnce(1, limits.otherTurnMsMax), 1);
  const atOnce = await new Promise((resolve) => {
    const work = () => {
      beBusy(limits.otherTurnMsMax);
      // Once the turns have settled too, and before the next turn of the event loop.
      whenSettled(() => whenSettled(() => resolve(countAtOnce(1))));
    };
    runInTurn(() => 'here', work);
  });
  t.is(atOnce, 0);
});

test.serial('while tickets are sold, no caller runs at once', async (t) => {
  notePurchase(-Infinity);
  await beQuiet();
  notePurchase(performance.now() + 60_000);
  t.is(countAtOnce(3), 0);
  await waitForTurn('here');
});

test.serial('a network with many callers does not delay another network', async (t) => {
  const order: string[] = [];
  notePurchase();
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
