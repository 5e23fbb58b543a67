import { mkdirSync, writeFileSync, cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { addFollow } from '../../services/witness/followed-logs.ts';
import { LogStates } from '../../services/witness/log-states.ts';
import { createWitness } from '../../services/witness/witness-folder.ts';
import {
  cosignedAt,
  IndependentLog,
  monitor,
  readWitness,
  submit,
} from '../support/independent-witness.ts';
import { cutPower, seededRandom } from '../support/power-cut.ts';
import { recordDisk } from '../support/record-disk.ts';
import { startWitness } from '../support/running-witness.ts';
import { spawnWitness } from '../support/spawned-witness.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** `npm run faults` kills 50 times and cuts power hundreds of times. */
const isThorough = process.env['RAFFLE_FAULT_STATES'] !== undefined;
const killCount = isThorough ? 50 : 2;
const cutCount = isThorough ? 500 : 40;
const origin = 'raffle.example.org/raffles/spring';

test('a witness that is killed at any moment never cosigns two histories', async (t) => {
  const path = temporaryFolder(t);
  const key = readWitness(await createWitness(path, 'witness.example.org'));
  const trunk = new IndependentLog(origin);
  const service = 'http://raffle.example.org';
  await addFollow(path, { format: 'raffle-witness-follow/1', service, logKey: trunk.vkey });
  /** Every history that was offered, by its root. */
  const offered = new Map<string, readonly string[]>();
  const cosigned: (readonly string[])[] = [];
  const random = seededRandom(15);
  let refused = 0;
  /** Sends ever longer checkpoints of one history, whatever the witness answers, until it is gone. */
  const offer = async (url: string, log: IndependentLog, onReply: () => void): Promise<void> => {
    let old = 0;
    for (;;) {
      const size = log.lines.length;
      const lines = log.lines.slice(0, size);
      offered.set(rootLine(log.note(size)), lines);
      const reply = await submit(url, log.request(Math.min(old, size))).catch(() => undefined);
      if (reply === undefined) return;
      if (reply.status === 409) old = Number(reply.body);
      else if (reply.status === 200) {
        t.is(cosignedAt(log.note(size) + reply.body, key).length, 1);
        cosigned.push(lines);
        old = size;
      } else refused += 1;
      log.grow(Math.max(0, old + 1 - size));
      onReply();
      // Lets the other history come first now and then.
      await delay(random(12));
    }
  };
  for (let kill = 0; kill < killCount; kill += 1) {
    const witness = await spawnWitness(t, path);
    const known = offered.get(rootLine((await monitor(witness.url, origin)) ?? '')) ?? trunk.lines;
    let repliesLeft = 4 + random(30);
    const onReply = () => {
      repliesLeft -= 1;
      if (repliesLeft === 0) setTimeout(() => void witness.kill(), random(4));
    };
    const histories = ['a', 'b'].map((name) => trunk.fork(0, [...known, `${name}${kill}`]));
    await Promise.all(histories.map((log) => offer(witness.url, log, onReply)));
  }
  const longest = cosigned.reduce((best, lines) => (lines.length > best.length ? lines : best), []);
  for (const lines of cosigned) t.deepEqual(lines, longest.slice(0, lines.length));
  const witness = await spawnWitness(t, path);
  const [, size] = ((await monitor(witness.url, origin)) ?? '').split('\n');
  t.true(Number(size) >= longest.length, `${size} entries, ${longest.length} cosigned`);
  t.true(cosigned.length > 0);
  t.true(refused > 0 || !isThorough);
  t.log(`${killCount} kills, ${cosigned.length} cosignatures, ${refused} refused`);
});

function rootLine(note: string): string {
  return note.split('\n')[2] ?? '';
}

test('after a power cut at any moment a witness has every checkpoint that it cosigned', async (t) => {
  const log = new IndependentLog(origin).grow(12);
  const witness = await startWitness(t, [log]);
  const disk = await recordDisk(witness.path);
  for (let size = 1; size <= 10; size += 1) {
    t.is((await submit(witness.url, log.request(size - 1, size))).status, 200);
    disk.confirm(String(size));
  }
  disk.stop();
  await witness.stop();
  const random = seededRandom(7);
  for (let cut = 0; cut < cutCount; cut += 1) {
    const after = random(disk.calls.length + 1);
    const path = temporaryFolder(t);
    cpSync(witness.path, path, { recursive: true });
    rmSync(join(path, 'logs'), { recursive: true });
    mkdirSync(join(path, 'logs'));
    for (const [name, bytes] of cutPower(disk.calls, { after, random })) {
      const copy = join(path, name.slice(witness.path.length + 1));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, bytes);
    }
    const states = await LogStates.open(path);
    const size = states.find(origin)?.head.size ?? 0;
    const confirmed = disk.calls.slice(0, after).filter(({ type }) => type === 'confirmed').length;
    t.true(size >= confirmed && size <= confirmed + 1, `call ${after}: ${size}, not ${confirmed}`);
  }
});
