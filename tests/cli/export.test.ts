import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { startWithCli } from './support/real-service.ts';
import { withoutRandomText } from '../support/random-text.ts';

process.env['TZ'] = 'Europe/London';

const notice = {
  organiser: 'Hill School',
  purpose: 'A new roof',
  licence: 'LN/2099/17',
  terms: 'One line.\nAnother line.',
};

test('export of an open raffle writes rules and a summary without a draw', async (t) => {
  const { raffle, cwd } = await startWithCli(t);
  writeFileSync(join(cwd, 'notice.json'), JSON.stringify(notice));
  await raffle(
    "create --title 'Fair <script>alert(1)</script> & more' --id fair --notice notice.json " +
      "--prize Bicycle --prize 'Book & pen' --reserves 1 --price '2.00 GBP' --closes '2099-05-29 17:00'",
  );
  await raffle("sell fair --name 'Mia Lee' --phone '020 7946 0000'");
  const { exitCode, stdout } = await raffle('export fair records --json');
  t.is(exitCode, exitCodes.done);
  const { files, verdict } = JSON.parse(stdout) as { files: string[]; verdict: string };
  t.is(verdict, 'passed');
  t.deepEqual(readdirSync(join(cwd, 'records')).toSorted(), files.toSorted());

  const rules = readFileSync(join(cwd, 'records/rules.txt'), 'utf8');
  for (const line of [
    'Organiser: Hill School',
    'Licence: LN/2099/17',
    'Price of a ticket: £2.00',
    'Sales end: Friday, 29 May 2099 at 17:00:00 BST (2099-05-29T16:00:00.000Z)',
    '2. Book & pen',
    'Another line.',
  ]) {
    t.true(rules.split('\n').includes(line), line);
  }
  const summary = readFileSync(join(cwd, 'records/summary.html'), 'utf8');
  t.true(summary.includes('Fair &lt;script&gt;alert(1)&lt;/script&gt; &amp; more'));
  t.false(summary.includes('<script'));
  t.true(summary.includes('<td>Book &amp; pen</td><td>not drawn</td>'));
  const deeds = ')</td><td>opened the raffle; sold 1 ticket at the desk</td>';
  t.true(summary.includes(deeds));
  t.false(summary.includes('ticket-sold'));
  t.false(withoutRandomText(summary + rules).includes('Mia'));
});

test.serial(
  'export says when the raffle changed between its requests, also after the draw',
  async (t) => {
    const { raffle } = await startWithCli(t);
    await raffle('create --title Fair --id fair --reserves 1');
    await raffle('sell fair --quantity 2');
    const { stdout } = await raffle('draw fair --confirm fair --json');
    const { winners } = JSON.parse(stdout) as { winners: [{ ticketNumber: number }] };
    const forfeit = `forfeit fair 1 --reason declined --ticket ${winners[0].ticketNumber} --confirm fair`;
    const original = globalThis.fetch;
    const asked: string[] = [];
    t.teardown(() => (globalThis.fetch = original));
    globalThis.fetch = async (target, init) => {
      const { pathname } = new URL(target instanceof Request ? target.url : target);
      asked.push(pathname.split('/').at(-1)!);
      // The draw is read once with the public log, and again for the summary.
      if (asked.includes('summary') && asked.at(-1) === 'draw') {
        globalThis.fetch = original;
        t.is((await raffle(forfeit)).exitCode, exitCodes.done);
      }
      return original(target, init);
    };
    const { stderr, exitCode } = await raffle('export fair records');
    t.is(exitCode, exitCodes.done);
    const sentence =
      'The raffle changed meanwhile, so the files differ by that change. Export again after the closing.';
    t.true(stderr.split('\n').includes(sentence));
    t.false((await raffle('export fair again')).stderr.includes(sentence));
  },
);

test('export never writes to what exists, and names what is wrong', async (t) => {
  const { raffle, cwd } = await startWithCli(t);
  await raffle('create --title Fair --id fair');
  mkdirSync(join(cwd, 'empty'));
  writeFileSync(join(cwd, 'file'), 'mine');
  symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'link'));
  for (const name of ['empty', 'file', 'link']) {
    const { exitCode, stderr } = await raffle(`export fair ${name}`);
    t.is(exitCode, exitCodes.usage, name);
    t.true(stderr.includes('exists, and nothing is overwritten'), stderr);
  }
  t.deepEqual(readdirSync(join(cwd, 'empty')), []);
  t.is(readFileSync(join(cwd, 'file'), 'utf8'), 'mine');
  t.false(existsSync(join(cwd, 'elsewhere')));
  const lost = await raffle('export fair no/such/folder');
  t.is(lost.exitCode, exitCodes.usage);
  t.true(lost.stderr.includes('the folder it is to be in does not exist'), lost.stderr);
});

test('export of a raffle that does not exist creates nothing', async (t) => {
  const { raffle, cwd } = await startWithCli(t);
  t.is((await raffle('export autumn records')).exitCode, exitCodes.refused);
  t.deepEqual(readdirSync(cwd), []);
});
