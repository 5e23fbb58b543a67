import test from 'ava';
import type { ProblemCode } from '#contract/problem-details.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { closedUrl, fakeService, hangUp, problem, type Reply } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';

const draw = 'POST /api/admin/raffles/spring/draw';
const close = 'POST /api/admin/raffles/spring/close';
/** The sentence for a request whose reply was lost. */
const mayHaveChanged = 'The change may have been made.';
const requests: Record<string, string[]> = {
  create: ['create', '--title', 'Spring fair'],
  close: ['close', 'spring', '--confirm', 'spring'],
  draw: ['draw', 'spring', '--confirm', 'spring'],
};
const unknown: Record<string, Reply> = {
  'no answer': hangUp,
  'an unknown outcome': problem('outcome-unknown', { status: 503 }),
  'a failure of the service': problem('internal', { status: 500 }),
};
for (const [name, args] of Object.entries(requests)) {
  for (const [what, reply] of Object.entries(unknown)) {
    test(`after ${what}, ${name} says that the change may have been made and how to try again`, async (t) => {
      const replies = { 'POST /api/admin/raffles': reply, [close]: reply, [draw]: reply };
      const { url, seen } = await fakeService(t, replies);
      const result = await runCli([...args, '--url', url, '--key', newKeyFile(t).path]);
      t.is(result.exitCode, exitCodes.notChecked);
      t.is(result.stdout, '');
      t.true(result.stderr.includes(mayHaveChanged));
      t.true(result.stderr.toLowerCase().includes('try again'));
      t.is(seen.length, 1);
      const key = String(seen[0]!.headers['idempotency-key']);
      t.is(result.stderr.includes(`--idempotency-key ${key}`), name === 'create');
    });
  }
}

for (const [name, args] of Object.entries(requests)) {
  test(`after an unknown problem code, ${name} says that the change may have been made`, async (t) => {
    const reply = problem('from-the-future');
    const replies = { 'POST /api/admin/raffles': reply, [close]: reply, [draw]: reply };
    const { url } = await fakeService(t, replies);
    const result = await runCli([...args, '--url', url, '--key', newKeyFile(t).path]);
    t.true(result.stderr.includes(mayHaveChanged));
  });
}

test('a refusal is never reported as an unknown outcome', async (t) => {
  const codes: ProblemCode[] = ['no-tickets-sold', 'signature-stale', 'overloaded'];
  for (const code of codes) {
    const { url } = await fakeService(t, { [draw]: problem(code) });
    const args = [
      'draw',
      'spring',
      '--confirm',
      'spring',
      '--url',
      url,
      '--key',
      newKeyFile(t).path,
    ];
    const { stderr } = await runCli(args);
    t.false(stderr.includes(mayHaveChanged) || stderr.includes('Verify:'));
  }
});

test('Ctrl-C during a draw exits with 130 and says that the change may have been made', async (t) => {
  const ending = new AbortController();
  const { url } = await fakeService(t, { [draw]: () => ending.abort() });
  const args = ['draw', 'spring', '--confirm', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stderr } = await runCli(args, { signal: ending.signal });
  t.is(exitCode, exitCodes.interrupted);
  t.true(stderr.includes(mayHaveChanged));
  t.true(stderr.includes('raffle draw spring'));
});

test('a request without a connection is reported as not sent', async (t) => {
  const args = ['draw', 'spring', '--confirm', 'spring', '--key', newKeyFile(t).path];
  const { exitCode, stderr } = await runCli([...args, '--url', await closedUrl()]);
  t.is(exitCode, exitCodes.notChecked);
  t.false(stderr.includes(mayHaveChanged));
});
