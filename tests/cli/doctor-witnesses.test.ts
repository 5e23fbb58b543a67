import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import type { Finding } from '../../services/raffle/doctor/finding.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbWitnessStore } from '../../services/raffle/stores/lowdb/witness-store.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { createTestDatabase, runSql } from '../support/postgres.ts';
import { startWitness } from '../support/running-witness.ts';
import { useDiskFolder } from '../support/disk-folder.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { reply, startTestWitness, witnessEnvironment } from '../support/test-witness.ts';
import { waitFor } from '../support/wait-limit.ts';
import { runCli } from './support/run-cli.ts';

useDiskFolder();

async function examine(t: ExecutionContext, settings: Record<string, string>) {
  const chain = makeChain();
  const env = { ...drandEnvironment(t, chain, [await startRelay(t, chain)]), ...settings };
  const { exitCode, stdout } = await runCli(['doctor', '--json'], { env });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { exitCode, found: findings.filter(({ check }) => check === 'witnesses') };
}

test('doctor asks every witness for an answer, and names those that have seen another history', async (t) => {
  const club = await startWitness(t);
  const down = await startWitness(t);
  await down.stop();
  const { dataDir, stop, url } = await startTestService(t);
  const policy = join(temporaryFolder(t), 'policy');
  const witnesses = [
    ['club', club.vkey, club.url],
    ['down', down.vkey, down.url],
    ['other', (await startWitness(t)).vkey, url],
  ];
  const lines = witnesses.map((items) => `witness ${items.join(' ')}\n`).join('');
  writeFileSync(policy, `${lines}group one any club down other\nquorum one\n`);
  const settings = { RAFFLE_DATA_DIR: dataDir, RAFFLE_WITNESS_POLICY: policy };
  const { exitCode, found } = await examine(t, settings);
  t.is(exitCode, exitCodes.done);
  t.deepEqual(
    found.map(({ level, text }) => [level, /^\S+/.exec(text)![0]]),
    [
      ['ok', 'club'],
      ['warning', 'down'],
      ['warning', 'other:'],
      ['warning', 'RAFFLE_WITNESS_POLICY:'],
    ],
  );
  await stop();
  await inFolder(dataDir, (store) =>
    store.raiseAlarm('demo', club.vkey, { size: 9, at: new Date().toISOString() }),
  );
  const alarmed = await examine(t, settings);
  t.is(alarmed.exitCode, exitCodes.notValid);
  t.regex(alarmed.found.at(-1)!.text, /^club claims .* raffle demo/);
});

test('doctor reads the alarms of witnesses from a database', async (t) => {
  const databaseUrl = await createTestDatabase(t);
  const club = await startWitness(t);
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'secret'), Buffer.alloc(32, 1), { mode: 0o600 });
  writeFileSync(join(folder, 'policy'), `witness club ${club.vkey} ${club.url}\nquorum club\n`);
  const settings = {
    DATABASE_URL: databaseUrl,
    RAFFLE_SECRET_FILE: join(folder, 'secret'),
    RAFFLE_WITNESS_POLICY: join(folder, 'policy'),
  };
  await (await startTestService(t, { environment: settings })).stop();
  t.deepEqual(
    (await examine(t, settings)).found.map(({ level }) => level),
    ['ok'],
  );
  await runSql(
    databaseUrl,
    `INSERT INTO raffle.witness_alarms (raffle, witness, size, raised_at)
     VALUES ('demo', '${club.vkey}', 9, '2027-01-01T00:00:00.000Z')`,
  );
  const { found } = await examine(t, settings);
  t.deepEqual(
    found.map(({ level }) => level),
    ['ok', 'fault'],
  );
});

async function inFolder<T>(
  path: string,
  work: (store: LowdbWitnessStore) => T | Promise<T>,
): Promise<T> {
  const folder = DataFolder.open(path);
  try {
    return await work(await LowdbWitnessStore.load(folder));
  } finally {
    await folder.close();
  }
}

/** A folder of a stopped service, with an alarm of a witness that was wrong. */
async function alarmedFolder(t: ExecutionContext) {
  const club = await startTestWitness(t, 'club', 1);
  const environment = witnessEnvironment(t, [club]);
  // It cosigns nothing yet, so that it is asked when the alarm is cleared.
  club.misbehave = (_request, response) => reply(response, 404, '');
  const { dataDir, stop } = await startTestService(t, { environment });
  await stop();
  club.misbehave = undefined;
  await inFolder(dataDir, (store) =>
    store.raiseAlarm('demo', club.verifierKey, { size: 9, at: new Date().toISOString() }),
  );
  const settings = { ...environment, RAFFLE_DATA_DIR: dataDir };
  const resume = (witness: string, options: string[], answers?: string[]) =>
    runCli(['doctor', '--resume-witness', witness, '--raffle', 'demo', '--json', ...options], {
      env: settings,
      ...(answers === undefined ? {} : { answers }),
    });
  const alarms = () => inFolder(dataDir, (store) => store.listAlarms().length);
  return { club, environment, dataDir, resume, alarms };
}

test('doctor clears the alarm of a witness in the folder of a stopped service, after the raffle is typed', async (t) => {
  const { resume, alarms } = await alarmedFolder(t);
  t.is((await resume('stranger', ['--confirm', 'demo'])).exitCode, exitCodes.usage);
  t.is((await resume('club', [])).exitCode, exitCodes.usage);
  const declined = await resume('club', [], ['yes']);
  t.is(declined.exitCode, exitCodes.declined);
  t.is(declined.questions.length, 1);
  t.is(await alarms(), 1);
  const resumed = await resume('club', [], ['demo']);
  t.is(resumed.exitCode, exitCodes.done, resumed.stderr);
  t.is((JSON.parse(resumed.stdout) as { resumed: boolean }).resumed, true);
  t.is(await alarms(), 0);
  const again = await resume('club', []);
  t.is((JSON.parse(again.stdout) as { resumed: boolean }).resumed, false);
});

test('doctor asks a running service to clear the alarm of a witness, signed by an operator', async (t) => {
  const { club, environment, dataDir, resume } = await alarmedFolder(t);
  const service = await startTestService(t, { environment, dataDir });
  const asked = club.requests.length;
  const options = ['--url', service.url, '--confirm', 'demo'];
  t.is((await resume('club', options)).exitCode, exitCodes.notAuthorised);
  options.push('--key', join(dataDir, 'operator.pem'));
  t.is((await resume('stranger', options)).exitCode, exitCodes.usage);
  const resumed = await resume('club', options);
  t.is(resumed.exitCode, exitCodes.done, resumed.stderr);
  await waitFor('a request to the witness', () => club.requests.length > asked);
  const { alarms } = await service.operator.call('showSummary', { params: { id: 'demo' } });
  t.is(alarms, undefined);
  const key = ['--key', join(dataDir, 'operator.pem'), '--url', service.url];
  const env = {
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
    RAFFLE_SECRET_FILE: join(dataDir, 'secret'),
  };
  const args = ['doctor', '--resume-witness', 'club', '--raffle', 'demo', ...key];
  const shared = await runCli(args, { env });
  t.is(
    shared.exitCode,
    exitCodes.done,
    'the service changes its database, whose folder is not used',
  );
});

test('doctor takes the witness and the raffle of an alarm together only', async (t) => {
  const env = { RAFFLE_DATA_DIR: temporaryFolder(t) };
  for (const options of [
    ['--resume-witness', 'club'],
    ['--raffle', 'demo'],
  ]) {
    t.is((await runCli(['doctor', ...options], { env })).exitCode, exitCodes.usage);
  }
  const both = ['doctor', '--resume-witness', 'club', '--raffle', 'demo'];
  t.is((await runCli(both, { env })).exitCode, exitCodes.usage, 'a folder without raffles');
});
