import test from 'ava';
import { atLength } from '../support/effort.ts';
import { cutPower, killProcess, seededRandom, type FolderState } from '../support/power-cut.ts';
import type { DiskCall } from '../support/record-disk.ts';
import { findFaults, recordSale, startOn } from '../support/recorded-sale.ts';
import { temporaryFolder } from '../support/service.ts';

/** States per system call; `npm run faults` tries every call. */
const thorough = Number(process.env['RAFFLE_FAULT_STATES'] ?? 0);
/** Starts in parallel, because each waits for the disk most of the time. */
const atOnce = 8;

interface Case {
  readonly name: string;
  readonly after: number;
  readonly state: FolderState;
}

const confirmedIn = (calls: readonly DiskCall[]): string[] =>
  calls.flatMap((call) => (call.type === 'confirmed' ? call.what : []));

/** Starts on each state until one has a fault. @returns The faults, with the state's name. */
async function tryAll(
  root: string,
  calls: readonly DiskCall[],
  cases: Iterable<Case>,
): Promise<{ tried: number; faults: string[] }> {
  const faults: string[] = [];
  let tried = 0;
  const queue = cases[Symbol.iterator]();
  const work = async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      if (faults.length > 0) return;
      const { name, after, state } = next.value;
      tried += 1;
      const found = await findFaults(root, state, confirmedIn(calls.slice(0, after)));
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { tried, faults };
}

function* cuts(
  calls: readonly DiskCall[],
  { each, ignoreFlushes = false }: { each: number; ignoreFlushes?: boolean },
): Generator<Case> {
  for (let after = 0; after <= calls.length; after += 1) {
    if (calls[after - 1]?.type === 'confirmed' && each < 10) continue;
    for (let index = 0; index < each; index += 1) {
      const random = seededRandom(after * 1_000_003 + index);
      const state = cutPower(calls, { after, random, ignoreFlushes });
      yield { name: `call ${after}, state ${index}`, after, state };
    }
  }
}

function* kills(calls: readonly DiskCall[], every: number): Generator<Case> {
  for (let after = 0; after <= calls.length; after += every) {
    yield { name: `killed after call ${after}`, after, state: killProcess(calls, after) };
  }
}

test.serial(
  'the stores open on every state that a power cut can leave, with everything confirmed',
  async (t) => {
    const root = temporaryFolder(t);
    const { calls, failure } = await recordSale(root);
    t.is(failure, undefined);
    const { tried, faults } = await tryAll(
      root,
      calls,
      cuts(calls, { each: thorough || atLength(2, 1) }),
    );
    t.deepEqual(faults, []);
    t.log(`${calls.length} calls, ${tried} states`);
    t.true(tried >= atLength(200, 100), `${tried} states`);
  },
);

test.serial('the stores open after a kill at any system call', async (t) => {
  const root = temporaryFolder(t);
  const { calls } = await recordSale(root);
  const { faults } = await tryAll(root, calls, kills(calls, thorough ? 1 : 7));
  t.deepEqual(faults, []);
});

test.serial('confirmed entries lost by a disk that ignores flushes are noticed', async (t) => {
  const root = temporaryFolder(t);
  const { calls } = await recordSale(root);
  const all = [...cuts(calls, { each: 1, ignoreFlushes: true })];
  const { faults } = await tryAll(root, calls, all.slice(-40));
  t.true(faults.length > 0);
});

for (const code of ['ENOSPC', 'EIO'] as const) {
  test.serial(
    `the stores open after ${code} at any system call, with everything confirmed`,
    async (t) => {
      const { stepCount } = await recordSale(temporaryFolder(t));
      for (let at = 0; at < stepCount; at += thorough ? 1 : 23) {
        const root = temporaryFolder(t);
        const { calls, failure } = await recordSale(root, { at, code });
        const outcome = failure === undefined ? 'went on' : 'ended';
        t.deepEqual(
          await startOn(root, confirmedIn(calls)),
          [],
          `call ${at}: the service ${outcome}`,
        );
      }
    },
  );
}
