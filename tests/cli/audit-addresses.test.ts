import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { startTestService } from '../support/service.ts';
import { runCli } from './support/run-cli.ts';
import { readChecks } from './support/printed.ts';

const places = [
  '/raffles/demo',
  '/raffles/demo/',
  '/raffles/demo.',
  '/raffles/Demo',
  '/raffles/DEMO/result',
  '/raffles/demo/result',
  '/raffles/demo/result/?from=poster#top',
  '/raffles/demo/receipts/3',
  '/api/raffles/demo',
  '/api/raffles/demo/log',
];

test('audit takes the address of a raffle, of any of its pages, and of its API', async (t) => {
  const { url } = await startTestService(t);
  for (const place of places) {
    const { exitCode, stdout, stderr } = await runCli(['audit', url + place]);
    t.is(exitCode, exitCodes.done, `${place}: ${stderr}`);
    t.is(readChecks(stdout)['bundle']?.mark, '✔');
  }
});

test('audit of an address that is not a raffle’s is a usage error', async (t) => {
  const { url } = await startTestService(t);
  for (const place of ['', '/', '/docs', '/raffles', '/raffles/', '/raffles/a%2Fb']) {
    const { exitCode, stderr } = await runCli(['audit', url + place]);
    t.is(exitCode, exitCodes.usage, place);
    t.is(
      stderr,
      `${url}${place} is not the address of a raffle, like https://raffle.example.org/raffles/spring.\n`,
    );
  }
  const { exitCode } = await runCli(['audit', `${url}/raffles/nothing`]);
  t.is(exitCode, exitCodes.refused);
});

test('an id with different capitals is refused, and the error suggests the right id', async (t) => {
  const { url } = await startTestService(t);
  for (const command of ['show', 'watch', 'audit']) {
    const { exitCode, stdout, stderr } = await runCli([command, 'Demo', '--url', url]);
    t.is(exitCode, exitCodes.refused, command);
    t.is(stdout, '');
    t.true(stderr.trimEnd().endsWith('Did you mean demo?'), `${command}: ${stderr}`);
  }
  const { exitCode, stderr } = await runCli(['show', 'other', '--url', url]);
  t.is(exitCode, exitCodes.refused);
  t.false(stderr.includes('Did you mean'));
});
