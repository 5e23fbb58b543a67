import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import type { WaitsFor } from '#contract/problems.ts';
import type { RaffleView } from '#contract/schemas.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { startTestService } from '../support/service.ts';
import { drawOfSpring, fakeService, json, problem, type Reply } from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';

const path = 'POST /api/admin/raffles/spring/draw';

/** A raffle that waits for this, and says when to ask again. */
const pendingFor = (waitsFor: WaitsFor) =>
  problem('beacon-pending', { headers: { 'retry-after': '3' }, facts: { waitsFor } });

test('draw waits, counts down and asks again with the same intent until the beacon is there', async (t) => {
  const pending = pendingFor('round');
  const replies = [pending, pending, json(drawOfSpring)];
  const next: Reply = (response, request) => replies.shift()!(response, request);
  const { url, seen } = await fakeService(t, { [path]: next });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, waits, sleeps } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.regex(stdout, /spring\t7/);
  t.is(seen.length, 3);
  t.is(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size, 1);
  t.is(new Set(seen.map(({ headers }) => headers['signature'])).size, 3);
  t.deepEqual(sleeps, [1000, 1000, 1000, 1000, 1000, 1000]);
  t.true(waits.includes('The beacon is published in 2 s'));
});

test('a published beacon that no relay gives is asked for for a minute, told once, and then the command ends', async (t) => {
  const { url, seen } = await fakeService(t, { [path]: pendingFor('relay') });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout, stderr, waits, sleeps } = await runCli(args);
  t.is(exitCode, exitCodes.refused);
  t.is(stdout, '');
  t.is(sleeps.length, 60);
  t.is(seen.length, 21);
  t.is(stderr.match(/The beacon is published, but no relay has given it yet/g)?.length, 1);
  t.is(stderr.match(/Told: beacon-pending/g)?.length, 1);
  t.notRegex(stderr, /Try again in/);
  t.regex(stderr, /raffle draw spring --url \S+ --key \S+ --beacon <file>/);
  t.false(waits.some((wait) => wait.startsWith('The beacon is published in')));
});

test('a relay that is late is waited for', async (t) => {
  const replies = [pendingFor('round'), pendingFor('relay'), json(drawOfSpring)];
  const next: Reply = (response, request) => replies.shift()!(response, request);
  const { url } = await fakeService(t, { [path]: next });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr, waits } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.regex(stderr, /Told: beacon-pending\.\nThe beacon is published, but no relay has given it yet/);
  t.is(waits.filter((wait) => wait.startsWith('The beacon is published in')).length, 3);
});

test('a chain that the service does not know is told at once', async (t) => {
  const { url, seen } = await fakeService(t, { [path]: pendingFor('chain') });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr, sleeps } = await runCli(args);
  t.is(exitCode, exitCodes.refused);
  t.regex(stderr, /Told: beacon-pending\.$/m);
  t.notRegex(stderr, /Try again in/);
  t.deepEqual([seen.length, sleeps.length], [1, 0]);
});

test('draw that is interrupted while it waits ends with 130', async (t) => {
  const { url } = await fakeService(t, {
    [path]: problem('beacon-pending', { headers: { 'retry-after': '3' } }),
  });
  const ending = new AbortController();
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const run = runCli(args, { signal: ending.signal });
  setTimeout(() => ending.abort(), 150);
  t.is((await run).exitCode, exitCodes.interrupted);
});

test('a beacon that is no beacon is refused before anything is asked', async (t) => {
  const cwd = newFolder(t);
  writeFileSync(join(cwd, 'round.json'), '{"round":1}');
  const args = ['draw', 'spring', '--confirm', 'spring', '--key', newKeyFile(t).path];
  const run = (file: string) => runCli([...args, '--beacon', file], { cwd });
  t.is((await run('./round.json')).exitCode, exitCodes.usage);
  t.is((await run('./missing.json')).exitCode, exitCodes.notChecked);
});

test('from create to verdict: a sealed raffle is drawn with a beacon file and audited by a stranger', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const environment = drandEnvironment(t, chain, []);
  const { url, dataDir, signIn } = await startTestService(t, { environment });
  const cwd = newFolder(t);
  const operator = ['--url', url, '--key', join(dataDir, 'operator.pem')];
  const title = ['--title', 'Spring', '--id', 'spring', '--randomness', 'drand'];
  t.is((await runCli(['create', ...title, ...operator])).exitCode, exitCodes.done);
  await (await signIn('ann@example.org')).buy('spring', { quantity: 2 });
  await runCli(['close', 'spring', '--confirm', 'spring', ...operator]);
  const { seal } = (await (await fetch(`${url}/api/raffles/spring`)).json()) as RaffleView;
  // A relay may say more than the service wants to hear.
  const relayed = { ...chain.beacon(seal!.round), previous_signature: '00' };
  writeFileSync(join(cwd, 'round.json'), JSON.stringify(relayed));
  const draw = ['draw', 'spring', '--confirm', 'spring', '--beacon', './round.json', ...operator];
  t.is((await runCli(draw, { cwd })).exitCode, exitCodes.done);

  const trust = ['--chain', environment['RAFFLE_DRAND_CHAIN_FILE']!];
  const address = `${url}/raffles/spring`;
  const seen = await runCli(['audit', address, ...trust, '--save', 'spring.json'], { cwd });
  t.is(seen.exitCode, exitCodes.done, seen.stdout);
  t.regex(seen.stdout, /✔ reveal +Round \d+ is signed by the chain/);
  t.regex(seen.stdout, /VALID\. All 12 checks passed/);
  t.is((await runCli(['audit', './spring.json', ...trust], { cwd })).stdout, seen.stdout);
  const ordered = await runCli(['audit', 'spring', ...trust, ...operator], { cwd });
  t.regex(ordered.stdout, /VALID\. All 14 checks passed/);
  const untrusted = await runCli(['audit', './spring.json'], { cwd });
  t.is(untrusted.exitCode, exitCodes.notChecked);
  t.regex(
    untrusted.stdout,
    /^\? seal .* beacon chain \w{64} is none .* \/info is missing .*--chain/m,
  );
  t.regex(untrusted.stdout, /\nCOULD NOT CHECK\. 2 of 12 checks could not be made\.\n$/);

  const bent = readFileSync(join(cwd, 'spring.json'), 'utf8').replace('Spring', 'Autumn');
  writeFileSync(join(cwd, 'bent.json'), bent);
  const refused = await runCli(['audit', './bent.json', ...trust], { cwd });
  t.is(refused.exitCode, exitCodes.notValid);
  t.regex(refused.stdout, /^✘ log +checkpoints\[0\] signs another log/m);
  const both = await runCli(['audit', './bent.json'], { cwd });
  t.is(both.exitCode, exitCodes.notValid, 'what is wrong outweighs what is missing');
});

test('without an operator key an audit is what anybody can see', async (t) => {
  const { url, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo');
  const cwd = newFolder(t);
  const { exitCode, stdout, stderr } = await runCli(['audit', 'demo', '--url', url], { cwd });
  t.is(exitCode, exitCodes.done);
  t.regex(stderr, /auditing what anybody can see/);
  t.regex(stdout, /✔ log +All 2 entries, in this order, are signed by the key of localhost/);
});

test('a draw by a relay waits in earnest', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const environment = drandEnvironment(t, chain, [await startRelay(t, chain)]);
  const { url, dataDir, signIn } = await startTestService(t, { environment });
  const operator = ['--url', url, '--key', join(dataDir, 'operator.pem')];
  const title = ['--title', 'Spring', '--id', 'spring', '--randomness', 'drand'];
  await runCli(['create', ...title, ...operator]);
  await (await signIn('ann@example.org')).buy('spring');
  const args = ['draw', 'spring', '--confirm', 'spring', ...operator];
  // The sleeps of this world take no time, so it asks a few times too early: all are refused.
  const [drawn] = await Promise.all([runCli(args), sleep(0)]);
  t.is(drawn.exitCode, exitCodes.done);
  t.regex(drawn.stderr, /It waits for round \d+/);
});
