import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { WaitsFor } from '#contract/problem-details.ts';
import type { Seal } from '#contract/raffles.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { startTestService } from '../support/service.ts';
import { drawOfSpring, fakeService, json, problem, type Reply } from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { readChecks, readLines } from './support/printed.ts';

const path = 'POST /api/admin/raffles/spring/draw';

/** A raffle that waits for this, and says when to ask again. */
const pendingFor = (waitsFor: WaitsFor) =>
  problem('beacon-pending', { headers: { 'retry-after': '3' }, facts: { waitsFor } });

test('draw waits, counts down and repeats the request with the same key until the beacon is published', async (t) => {
  const pending = pendingFor('round');
  const replies = [pending, pending, json(drawOfSpring)];
  const next: Reply = (response, request) => replies.shift()!(response, request);
  const { url, seen } = await fakeService(t, { [path]: next });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, waits, sleeps } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.is(readLines(stdout)[1]?.split('\t')[1], '7');
  t.is(seen.length, 3);
  t.is(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size, 1);
  t.is(new Set(seen.map(({ headers }) => headers['signature'])).size, 3);
  t.deepEqual(sleeps, [1000, 1000, 1000, 1000, 1000, 1000]);
  t.true(waits.includes('The beacon is published in 2 s'));
});

test('draw waits one minute for a relay after the beacon is published, then exits with 7', async (t) => {
  const { url, seen } = await fakeService(t, { [path]: pendingFor('relay') });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr, waits, sleeps } = await runCli(args);
  t.is(exitCode, exitCodes.refused);
  t.is(stdout, '');
  t.is(sleeps.length, 60);
  t.is(seen.length, 21);
  t.is(stderr.match(/The beacon is published, but no relay has returned it yet/g)?.length, 1);
  t.is(stderr.match(/Told: beacon-pending/g)?.length, 1);
  t.false(stderr.includes('Try again in'));
  t.true(stderr.includes('raffle draw spring --url ') && stderr.includes(' --beacon <file>'));
  t.false(waits.some((wait) => wait.startsWith('The beacon is published in')));
});

test('draw waits for a late relay', async (t) => {
  const replies = [pendingFor('round'), pendingFor('relay'), json(drawOfSpring)];
  const next: Reply = (response, request) => replies.shift()!(response, request);
  const { url } = await fakeService(t, { [path]: next });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr, waits } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.true(
    stderr.startsWith(
      'Told: beacon-pending.\nThe beacon is published, but no relay has returned it yet',
    ),
  );
  t.is(waits.filter((wait) => wait.startsWith('The beacon is published in')).length, 3);
});

test('draw interrupted while it waits exits with 130', async (t) => {
  const { url, seen } = await fakeService(t, { [path]: pendingFor('round') });
  const ending = new AbortController();
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, sleeps } = await runCli(args, {
    signal: ending.signal,
    onWait: (text) => {
      if (text.startsWith('The beacon is published in')) ending.abort();
    },
  });
  t.is(exitCode, exitCodes.interrupted);
  t.is(sleeps.length, 1);
  t.is(seen.length, 1);
});

test('a file that is not a beacon is refused before any request is sent', async (t) => {
  const cwd = newFolder(t);
  writeFileSync(join(cwd, 'round.json'), '{"round":1}');
  const args = ['draw', 'spring', '--confirm', 'spring', '--key', newKeyFile(t).path];
  const run = (file: string) => runCli([...args, '--beacon', file], { cwd });
  t.is((await run('./round.json')).exitCode, exitCodes.usage);
  t.is((await run('./missing.json')).exitCode, exitCodes.notChecked);
});

test('a sealed raffle is drawn with a beacon file and passes the audit of its public log', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const environment = drandEnvironment(t, chain, []);
  const { url, dataDir, signIn } = await startTestService(t, { environment });
  const cwd = newFolder(t);
  const operator = ['--url', url, '--key', join(dataDir, 'operator.pem')];
  const title = ['--title', 'Spring', '--id', 'spring', '--randomness', 'drand'];
  t.is((await runCli(['create', ...title, ...operator])).exitCode, exitCodes.done);
  await (await signIn('ann@example.org')).buy('spring', { quantity: 2 });
  await runCli([
    'close',
    'spring',
    '--confirm',
    'spring',
    '--confirm-unchecked-clock',
    ...operator,
  ]);
  const { seal } = (await (await fetch(`${url}/api/raffles/spring`)).json()) as { seal: Seal };
  // A relay may say more than the service wants to hear.
  const relayed = { ...chain.beacon(seal.round), previous_signature: '00' };
  writeFileSync(join(cwd, 'round.json'), JSON.stringify(relayed));
  const draw = ['draw', 'spring', '--confirm', 'spring', '--beacon', './round.json', ...operator];
  t.is((await runCli(draw, { cwd })).exitCode, exitCodes.done);

  const trust = ['--chain', environment['RAFFLE_DRAND_CHAIN_FILE']!];
  const address = `${url}/raffles/spring`;
  const seen = await runCli(['audit', address, ...trust, '--save', 'spring.json'], { cwd });
  t.is(seen.exitCode, exitCodes.done, seen.stdout);
  t.is(readChecks(seen.stdout)['reveal']?.mark, '✔');
  t.is(readLines(seen.stdout).at(-1), 'VALID. All 14 checks passed. 2 more do not apply here.');
  t.is((await runCli(['audit', './spring.json', ...trust], { cwd })).stdout, seen.stdout);
  const ordered = await runCli(['audit', 'spring', ...trust, ...operator], { cwd });
  t.is(readLines(ordered.stdout).at(-1), 'VALID. All 16 checks passed. 2 more do not apply here.');
  const untrusted = await runCli(['audit', './spring.json'], { cwd });
  t.is(untrusted.exitCode, exitCodes.notChecked);
  const { seal: unknownSeal } = readChecks(untrusted.stdout);
  t.is(unknownSeal?.mark, '?');
  t.true(unknownSeal?.says.includes(`its beacon chain ${chain.hash}`));
  t.true(unknownSeal?.says.includes('--chain'));
  t.is(
    readLines(untrusted.stdout).at(-1),
    'COULD NOT CHECK. 2 of 14 checks could not be made. 2 more do not apply here.',
  );

  const exported = await runCli(['export', 'spring', 'records', '--json', ...operator], { cwd });
  t.is(exported.exitCode, exitCodes.notChecked);
  t.is((JSON.parse(exported.stdout) as { verdict: string }).verdict, 'not-checked');
  t.true(existsSync(join(cwd, 'records', 'spring.raffle-log.json')));

  const bent = readFileSync(join(cwd, 'spring.json'), 'utf8').replace('Spring', 'Autumn');
  writeFileSync(join(cwd, 'bent.json'), bent);
  const refused = await runCli(['audit', './bent.json', ...trust], { cwd });
  t.is(refused.exitCode, exitCodes.notValid);
  t.is(readChecks(refused.stdout)['log']?.mark, '✘');
  const both = await runCli(['audit', './bent.json'], { cwd });
  t.is(both.exitCode, exitCodes.notValid, 'what is wrong outweighs what is missing');
});

test('audit without an operator key checks the public log', async (t) => {
  const { url, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo');
  const cwd = newFolder(t);
  const { exitCode, stdout, stderr } = await runCli(['audit', 'demo', '--url', url], { cwd });
  t.is(exitCode, exitCodes.done);
  t.true(stderr.includes('auditing the public log'));
  t.is(readChecks(stdout)['log']?.mark, '✔');
});

test('draw waits for the beacon of a real relay', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const environment = drandEnvironment(t, chain, [await startRelay(t, chain)]);
  const { url, dataDir, signIn } = await startTestService(t, { environment });
  const operator = ['--url', url, '--key', join(dataDir, 'operator.pem')];
  const title = ['--title', 'Spring', '--id', 'spring', '--randomness', 'drand'];
  await runCli(['create', ...title, ...operator]);
  await (await signIn('ann@example.org')).buy('spring');
  const args = ['draw', 'spring', '--confirm', 'spring', ...operator];
  // Waiting takes no time in this test, so requests are refused until the beacon is published.
  const drawn = await runCli(args);
  t.is(drawn.exitCode, exitCodes.done);
  t.true(drawn.stderr.includes('It waits for round '));
});
