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
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runCli } from './support/run-cli.ts';

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
  const folder = DataFolder.open(dataDir);
  const store = await LowdbWitnessStore.load(folder);
  await store.raiseAlarm('demo', club.vkey, { size: 9, at: new Date().toISOString() });
  await folder.close();
  const alarmed = await examine(t, settings);
  t.is(alarmed.exitCode, exitCodes.notValid);
  t.regex(alarmed.found.at(-1)!.text, /^witness\.example\.org claims .* raffle demo/);
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
