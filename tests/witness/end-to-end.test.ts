import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readChecks } from '../cli/support/printed.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { cosignedAt, monitor, readWitness } from '../support/independent-witness.ts';
import { close, openSealed, params, untilDue } from '../support/sealed-raffle.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

/** Makes a witness with the command line and runs it until the test ends. */
async function startWitness(t: ExecutionContext, name: string) {
  const cwd = temporaryFolder(t);
  const controller = new AbortController();
  const init = await runCli(['witness', 'init', '--name', `${name}.example`], { cwd });
  const [, , vkey = ''] = init.stdout.trim().split(' ');
  let ended: Promise<unknown> | undefined;
  const url = await new Promise<string>((resolve) => {
    const onOutput = (text: string) => resolve(text.trim());
    ended = runCli(['witness', 'serve', '--port', '0'], {
      cwd,
      signal: controller.signal,
      onOutput,
    });
  });
  t.teardown(async () => {
    controller.abort();
    await ended;
  });
  return {
    url,
    key: readWitness(vkey),
    policyLine: `witness ${name} ${vkey} ${url}`,
    follow: (address: string) => runCli(['witness', 'follow', address], { cwd }),
  };
}

test('a sealed raffle is witnessed in time by two witnesses, and they refuse an older copy of it', async (t) => {
  const witnesses = [await startWitness(t, 'club'), await startWitness(t, 'council')];
  const cwd = temporaryFolder(t);
  const policy = join(cwd, 'witnesses.policy');
  const lines = witnesses.map(({ policyLine }) => policyLine);
  writeFileSync(policy, `${lines.join('\n')}\ngroup both all club council\nquorum both\n`);
  const chain = makeChain({ leadSeconds: 6 });
  const relay = await startRelay(t, chain);
  const environment: Record<string, string> = {
    ...drandEnvironment(t, chain, [relay]),
    RAFFLE_WITNESS_POLICY: policy,
    RAFFLE_WITNESS_INTERVAL: '1',
  };
  const dataDir = temporaryFolder(t);
  const service = await startTestService(t, { environment, dataDir });
  for (const { follow } of witnesses) t.is((await follow(service.url)).exitCode, 0);
  await openSealed(service);
  const origin = `${new URL(service.url).host}/raffles/spring`;
  const sizeAt = async (url: string) => Number((await monitor(url, origin))?.split('\n')[1] ?? 0);
  const untilSeen = (size: number) =>
    waitFor(`${size} entries at both witnesses`, async () => {
      const sizes = await Promise.all(witnesses.map(({ url }) => sizeAt(url)));
      return sizes.every((each) => each >= size);
    });
  await untilSeen(1);
  const backup = temporaryFolder(t);
  cpSync(dataDir, backup, { recursive: true });
  const seal = await close(service);
  await untilSeen(7);
  await untilDue(seal);
  await service.operator.call('drawWinner', { params });
  await untilSeen(8);

  const audit = (...more: string[]) => {
    const trust = ['--chain', environment['RAFFLE_DRAND_CHAIN_FILE']!, ...more];
    return runCli(['audit', `${service.url}/raffles/spring`, ...trust], { cwd });
  };
  const found = await waitFor('cosignatures of the draw in the log', async () => {
    const result = await audit('--policy', policy);
    return result.exitCode === 0 && result;
  });
  t.is(readChecks(found.stdout)['in-time']?.mark, '✔');
  t.is(readChecks(found.stdout)['witnesses']?.mark, '✔');
  t.true(found.stdout.startsWith('✔'));
  const strangers = join(cwd, 'strangers.policy');
  const stranger = await startWitness(t, 'stranger');
  writeFileSync(strangers, `${stranger.policyLine}\nquorum stranger\n`);
  t.is((await audit('--policy', strangers)).exitCode, 6);
  t.is((await audit()).exitCode, 0);
  await service.stop();

  const shown = await Promise.all(witnesses.map(({ url }) => monitor(url, origin)));
  const restored = await startTestService(t, { environment, dataDir: backup });
  await (await restored.signIn('bob@example.org')).buy('spring');
  const alarms = await waitFor('two alarms', async () => {
    const summary = await restored.operator.call('showSummary', { params });
    return summary.alarms?.length === 2 && summary.alarms;
  });
  t.deepEqual(
    alarms.map(({ witness }) => witness),
    ['club', 'council'],
  );
  t.deepEqual(await Promise.all(witnesses.map(({ url }) => monitor(url, origin))), shown);
  for (const [index, { key }] of witnesses.entries())
    t.is(cosignedAt(shown[index]!, key).length, 1);
});
