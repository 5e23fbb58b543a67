import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { runCli } from './support/run-cli.ts';

test('help goes to stdout and begins with examples', async (t) => {
  const { exitCode, stdout, stderr } = await runCli(['--help']);
  t.is(exitCode, exitCodes.done);
  t.regex(stdout, /^Examples:\n {2}\$ raffle list\n/);
  t.is(stderr, '');
});

for (const command of [
  'list',
  'show',
  'create',
  'close',
  'draw',
  'tickets',
  'watch',
  'audit',
  'keys',
  'completion',
]) {
  test(`the help of ${command} begins with examples and names the global options`, async (t) => {
    const { exitCode, stdout } = await runCli([command, '--help']);
    t.is(exitCode, exitCodes.done);
    t.regex(stdout, new RegExp(`^Examples:\\n {2}\\$ .*raffle ${command}`));
    for (const option of ['--url', '--key', '--json']) t.true(stdout.includes(option), option);
  });
}

test('--version prints the version', async (t) => {
  const { exitCode, stdout } = await runCli(['--version']);
  t.is(exitCode, exitCodes.done);
  t.regex(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('a command that is nearly right is suggested', async (t) => {
  const { exitCode, stdout, stderr } = await runCli(['drow', 'spring']);
  t.is(exitCode, exitCodes.usage);
  t.regex(stderr, /Did you mean draw\?/);
  t.is(stdout, '');
});

const wrong: Record<string, string[]> = {
  'no command': [],
  'an unknown option': ['list', '--fast'],
  'a missing id': ['show'],
  'one argument too many': ['show', 'spring', 'autumn'],
  'an id that cannot be one': ['show', '../etc'],
  'a missing title': ['create'],
  'a title of spaces': ['create', '--title', '  '],
  'a title of two lines': ['create', '--title', 'Spring\nfair'],
  'a capacity of none': ['create', '--title', 'x', '--capacity', '0'],
  'a capacity in words': ['create', '--title', 'x', '--capacity', '1e3'],
  'a limit of more than 1,000': ['create', '--title', 'x', '--per-person-limit', '1001'],
  'a limit of half a ticket': ['create', '--title', 'x', '--per-person-limit', '0.5'],
  'a role that is none': ['keys', 'create', '--role', 'owner'],
  'a name of two lines': ['keys', 'create', '--name', 'Ada\ned25519 AAAA admin Eve'],
  'a shell that is none': ['completion', 'cmd'],
  'a URL that is none': ['list', '--url', 'localhost:4000'],
  'a URL with a path': ['list', '--url', 'http://localhost:4000/api'],
};
for (const [name, args] of Object.entries(wrong)) {
  test(`${name} is a usage error, told on stderr`, async (t) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    t.is(exitCode, exitCodes.usage);
    t.is(stdout, '');
    t.not(stderr, '');
  });
}

test('completion knows every command and option, in three shells', async (t) => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { exitCode, stdout } = await runCli(['completion', shell]);
    t.is(exitCode, exitCodes.done);
    for (const word of [
      'draw',
      'keys',
      'invite',
      'enrol',
      'revoke',
      'per-person-limit',
      'confirm',
      'json',
    ]) {
      t.true(stdout.includes(word), `${shell}: ${word}`);
    }
  }
});
