import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import test from 'ava';
import {
  chainStart,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';
import { drandEnvironment, makeChain, publishNewest, startRelay } from '../support/beacon-chain.ts';
import { springLog } from '../support/log-key.ts';
import { seeLog } from '../support/public-log.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runMain } from '../support/spawned-service.ts';

const start = Date.parse('2027-05-29T10:00:00.000Z');
const end = '2027-05-29T11:00:00.000Z';
const lateStart = '2027-05-30T08:00:00.000Z';

test.serial(
  'a service that did not run at the announced end closes the raffle before its first reply',
  async (t) => {
    mock.timers.enable({ apis: ['Date'], now: start });
    t.teardown(() => mock.timers.reset());
    const dataDir = temporaryFolder(t);
    const first = await startTestService(t, { dataDir });
    const params = { id: 'fair' };
    const body = { ...params, title: 'Fair', closesAt: end };
    await first.operator.call('createRaffle', { body });
    await (await first.signIn('ann@example.org')).buy('fair');
    await first.stop();
    mock.timers.setTime(Date.parse(lateStart));
    const { url, operator } = await startTestService(t, { dataDir });
    const view = await operator.call('showRaffle', { params });
    t.like(view, { status: 'closed', closesAt: end, closedAt: lateStart, sold: 1 });
    const { entries } = await seeLog(url, 'fair');
    t.like(entries[2], { type: 'raffle-closed', cause: 'schedule', at: lateStart });
  },
);

test.serial(
  'a raffle closes at its announced end also with a wrong clock, and the log of the service says so',
  async (t) => {
    mock.timers.enable({ apis: ['Date'], now: start });
    t.teardown(() => mock.timers.reset());
    const chain = makeChain();
    const relay = await startRelay(t, chain, undefined, publishNewest(chain, 600));
    let report = (_line: string) => {};
    const reported = new Promise<string>((resolve) => (report = resolve));
    const { operator, signIn } = await startTestService(t, {
      environment: drandEnvironment(t, chain, [relay]),
      log: (line) => line.includes('a clock that differs') && report(line),
    });
    const params = { id: 'spring' };
    const body = { ...params, title: 'Spring', randomness: 'drand', closesAt: end } as const;
    await operator.call('createRaffle', { body });
    await (await signIn('ann@example.org')).buy('spring');
    mock.timers.setTime(Date.parse(end));
    t.is((await (await signIn('ben@example.org')).buy('spring')).status, 409);
    t.like(await operator.call('showRaffle', { params }), { status: 'closed', closedAt: end });
    t.like(JSON.parse(await reported), { raffle: 'spring', level: 50 });
  },
);

test('the demo raffle shows an example of a prize, a price and an organiser', async (t) => {
  const { operator } = await startTestService(t);
  const view = await operator.call('showRaffle', { params: { id: 'demo' } });
  t.like(view, {
    capacity: 100,
    perPersonLimit: 2,
    randomness: 'local',
    reserves: 0,
    prizes: [{ title: 'Example prize: a basket of fruit' }],
    notice: { price: { amount: 200, currency: 'GBP' } },
  });
  t.true(view.notice?.organiser?.startsWith('Example organiser'));
});

test('the program refuses a folder of an earlier version with exit code 65, and advises no repair', async (t) => {
  const dataDir = temporaryFolder(t);
  const opening = {
    public: {
      type: 'raffle-opened',
      raffle: 'spring',
      title: 'Fair',
      logKey: springLog.verifierKey,
    },
    private: { order: null },
  };
  const { bytes } = encodeBatch([JSON.stringify(opening)], chainStart);
  // The journals that every folder has are made by a first start.
  const first = await startTestService(t, { dataDir, environment: { RAFFLE_DEMO: 'off' } });
  await first.stop();
  mkdirSync(join(dataDir, 'raffles'), { recursive: true });
  const path = join(dataDir, 'raffles', 'spring.journal');
  writeFileSync(path, Buffer.concat([journalHead, bytes]));
  const { exitCode, stderr } = await runMain({ environment: { RAFFLE_DATA_DIR: dataDir } });
  t.is(exitCode, 65);
  t.true(stderr.includes(`${path} was written by an earlier version of this program`), stderr);
  t.false(stderr.includes('npx raffle repair'), stderr);
});
