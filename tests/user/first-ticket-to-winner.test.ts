import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'ava';
import type { DrawRecord } from '#contract/draws.ts';
import { problemOf, startTestService, type TestService } from '../support/service.ts';
import { sourceOption } from '../support/spawned-service.ts';
import { winnerOf } from '../support/draws.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs the CLI in its own process. */
async function raffle({ url, dataDir }: TestService, ...args: string[]) {
  const where = ['--url', url, '--key', join(dataDir, 'operator.pem'), '--json'];
  const child = spawn(process.execPath, [sourceOption, 'cli/main.ts', ...args, ...where], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode: exitCode as number, stdout, stderr };
}

test('participants buy up to the limit, the operator draws with the CLI, and the audit passes', async (t) => {
  const service = await startTestService(t);
  const ann = await service.signIn('ann@example.org');
  const bob = await service.signIn('bob@example.org');
  const bought = [await ann.buy('demo'), await ann.buy('demo'), await bob.buy('demo')];
  t.deepEqual(
    bought.map(({ status }) => status),
    [201, 201, 201],
  );
  t.like(await problemOf(await ann.buy('demo')), { status: 409, code: 'limit-reached' });
  t.is((await fetch(`${service.url}/api/raffles/demo/draw`)).status, 404);

  const drawn = await raffle(service, 'draw', 'demo', '--confirm', 'demo');
  t.is(drawn.exitCode, 0, drawn.stderr);
  const draw = JSON.parse(drawn.stdout) as DrawRecord;
  const { ticketNumber } = winnerOf(draw);
  t.true([1, 2, 3].includes(ticketNumber));

  const view = await (await fetch(`${service.url}/api/raffles/demo`)).json();
  t.like(view, { status: 'drawn', sold: 3, winner: { ticketNumber } });
  t.deepEqual(await (await fetch(`${service.url}/api/raffles/demo/draw`)).json(), draw);
  const mine = await Promise.all(
    [ann, bob].map(async (person) => (await person.fetch('/api/raffles/demo/tickets/mine')).json()),
  );
  t.deepEqual(
    mine.map(({ won }) => won),
    [ticketNumber < 3, ticketNumber === 3],
  );

  const again = await raffle(service, 'draw', 'demo', '--confirm', 'demo');
  t.is(again.exitCode, 7);
  t.deepEqual(JSON.parse(again.stdout), draw);

  const audit = await raffle(service, 'audit', 'demo');
  t.is(audit.exitCode, 0, audit.stdout + audit.stderr);
  t.true(JSON.parse(audit.stdout).valid);
});
