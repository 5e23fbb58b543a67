import type { Command } from 'commander';
import test from 'ava';
import { createProgram } from '../../cli/create-program.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { runCli } from './support/run-cli.ts';
import { readLines } from './support/printed.ts';

test('help goes to stdout and begins with examples', async (t) => {
  const { exitCode, stdout, stderr } = await runCli(['--help']);
  t.is(exitCode, exitCodes.done);
  t.true(stdout.startsWith('Examples:\n  $ raffle list\n'));
  t.is(stderr, '');
});

/** Every command of the program, as its words on the command line. */
function listCommands(command: Command, path: readonly string[] = []): (readonly string[])[] {
  return command.commands.flatMap((each) => {
    const own = [...path, each.name()];
    return [own, ...listCommands(each, own)];
  });
}

const commands = listCommands(createProgram({} as never, () => {})).map((path) => path.join(' '));

for (const command of commands) {
  test(`the help of ${command} begins with examples, names the global options and fits 80 columns`, async (t) => {
    const { exitCode, stdout } = await runCli([...command.split(' '), '--help']);
    t.is(exitCode, exitCodes.done);
    const [heading, ...lines] = readLines(stdout);
    t.is(heading, 'Examples:');
    t.true(lines.some((line) => line.startsWith('  $ ') && line.includes(`raffle ${command}`)));
    for (const option of ['--url', '--key', '--json']) t.true(stdout.includes(option), option);
    t.deepEqual(
      readLines(stdout).filter((line) => line.length > 80),
      [],
    );
  });
}

test('--version prints the version', async (t) => {
  const { exitCode, stdout } = await runCli(['--version']);
  t.is(exitCode, exitCodes.done);
  t.regex(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('a similar command is suggested for a misspelled one', async (t) => {
  const { exitCode, stdout, stderr } = await runCli(['drow', 'spring']);
  t.is(exitCode, exitCodes.usage);
  t.true(stderr.includes('(Did you mean draw?)'));
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
  'an empty prize': ['create', '--title', 'x', '--prize', ' '],
  '21 prizes': ['create', '--title', 'x', ...Array.from({ length: 21 }, () => '--prize=x')],
  'reserves of -1': ['create', '--title', 'x', '--reserves=-1'],
  '51 reserves': ['create', '--title', 'x', '--reserves', '51'],
  'a closing in words': ['create', '--title', 'x', '--closes', 'tomorrow'],
  'a price without a currency': ['create', '--title', 'x', '--price', '2'],
  'a rule that cannot be removed': ['amend', 'spring', '--remove', 'capacity'],
  'a cancellation without a reason': ['cancel', 'spring'],
  'a limit of half a ticket': ['create', '--title', 'x', '--per-person-limit', '0.5'],
  'a role that is none': ['keys', 'create', '--role', 'owner'],
  'a name of two lines': ['keys', 'create', '--name', 'Ada\ned25519 AAAA admin Eve'],
  'a shell that is none': ['completion', 'cmd'],
  'a URL that is none': ['list', '--url', 'localhost:4000'],
  'a URL with a path': ['list', '--url', 'http://localhost:4000/api'],
};
for (const [name, args] of Object.entries(wrong)) {
  test(`${name} is a usage error, printed to stderr`, async (t) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    t.is(exitCode, exitCodes.usage);
    t.is(stdout, '');
    t.not(stderr, '');
  });
}

test('completion scripts for three shells contain every command and option', async (t) => {
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
      'forfeit',
      'export',
      'claim-by',
      'confirm',
      'json',
    ]) {
      t.true(stdout.includes(word), `${shell}: ${word}`);
    }
  }
});
