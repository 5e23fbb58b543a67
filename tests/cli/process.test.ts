import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { fakeService, json, spring, type Reply } from './support/fake-service.ts';
import { runCli } from './support/run-cli.ts';
import { builtPath } from '../support/built.ts';
import { signedLog } from '../support/signed-log.ts';
import { sourceOption } from '../support/spawned-service.ts';

const main = join(import.meta.dirname, '../../cli/main.ts');

function start(args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [sourceOption, main, ...args], { stdio: 'pipe' });
}

async function exitCodeOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return exitCode;
}

const live: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const beat = setInterval(() => {
    const version = Date.now();
    response.write(`event: raffle\ndata: ${JSON.stringify({ ...spring, version })}\n\n`);
  }, 20);
  response.on('close', () => clearInterval(beat));
};

test('the program prints data and ends with its exit code', async (t) => {
  const { url } = await fakeService(t, { 'GET /api/raffles': json({ raffles: [spring] }) });
  const child = start(['list', '--json', '--url', url]);
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  t.is(await exitCodeOf(child), exitCodes.done);
  t.deepEqual(JSON.parse(stdout), { raffles: [spring] });
});

test('the program can be run by its name', async (t) => {
  const child = spawn(builtPath('cli', 'raffle.js'), ['--version']);
  t.is(await exitCodeOf(child), exitCodes.done);
});

test('Ctrl-C ends the program with exit code 130', async (t) => {
  const { url } = await fakeService(t, { 'GET /api/raffles/spring/stream': live });
  const child = start(['watch', 'spring', '--url', url]);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  t.is(await exitCodeOf(child), exitCodes.interrupted);
});

test('a closed output pipe ends watch without a stack trace', async (t) => {
  const { url } = await fakeService(t, { 'GET /api/raffles/spring/stream': live });
  const child = start(['watch', 'spring', '--url', url]);
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  t.is(await exitCodeOf(child), exitCodes.interrupted);
  t.is(stderr, '');
});

test('a closed output pipe does not change the exit code of a failed audit', async (t) => {
  const bundle = await signedLog();
  bundle.entries[7]!.entry['index'] = 2;
  const child = start(['audit', '-']);
  child.stdout.destroy();
  child.stdin.end(JSON.stringify(bundle));
  t.is(await exitCodeOf(child), exitCodes.notValid);
  const control = await runCli(['audit', '-'], { stdin: JSON.stringify(await signedLog()) });
  t.is(control.exitCode, exitCodes.done);
});
