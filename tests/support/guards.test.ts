import test from 'ava';
import { readGuards } from './guards/read-guards.ts';
import { runGuards, type GuardResult } from './guards/run-guards.ts';

/** `npm test` runs the first guard of each of these files. `npm run guards` runs all guards. */
const files = [
  'admin-app/views',
  'domain/domain',
  'http/embedding',
  'http/http',
  'identity/identity',
  'identity/keys',
  'participant-app/check/check',
  'participant-app/one-click',
  'proof/proof',
  'stores/stores',
];

test('the tests of ten guards fail without them', async (t) => {
  const guards = await readGuards();
  const chosen = files.flatMap((file) => {
    const first = guards.find(({ name }) => name.startsWith(`${file} › `));
    return first === undefined ? [] : [first];
  });
  t.is(chosen.length, files.length);
  const report = ({ guard, fault, durationMs }: GuardResult) => {
    t.is(fault, undefined, guard.name);
    t.log(`${guard.name} (${Math.round(durationMs)} ms)`);
  };
  await runGuards(chosen, report);
});

test('an error that the run of a guard has left behind does not count for the next one', async (t) => {
  const test = 'tests/domain/decide.test.ts';
  const guard = "import test from 'ava';";
  const late = `${guard}
    test('fails', (t) => t.fail());
    const graphs = globalThis[Symbol.for('raffle.tests.graphs')];
    const { size } = graphs;
    const timer = setInterval(() => {
      if (graphs.size === size) return;
      clearInterval(timer);
      throw new Error('The next run has begun.');
    }, 1);`;
  // Timers run in the order of their times.
  const longer = `${guard}
    test('waits', async (t) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      t.pass();
    });`;
  const guards = [
    { test, file: test, name: 'first', guard, without: late },
    { test, file: test, name: 'next', guard, without: longer },
  ];
  const codes: (string | undefined)[] = [];
  await runGuards(guards, ({ fault }) => codes.push(fault?.code));
  t.deepEqual(codes, [undefined, 'not-noticed']);
});

test('a guard that no test needs is reported, and so is a text that is not in the source', async (t) => {
  const test = 'tests/domain/decide.test.ts';
  const decide = { test, file: test, without: "import test from 'ava' ;" };
  const guards = [
    { ...decide, name: 'unneeded', guard: "import test from 'ava';" },
    { ...decide, name: 'absent', guard: 'no such text' },
    { ...decide, name: 'matches nothing', guard: "import test from 'ava';", match: 'no such test' },
  ];
  const codes = new Map<string, string | undefined>();
  const note = ({ guard, fault }: GuardResult) => codes.set(guard.name, fault?.code);
  await runGuards(guards, note);
  t.deepEqual(Object.fromEntries(codes), {
    unneeded: 'not-noticed',
    absent: 'not-run',
    'matches nothing': 'control-failed',
  });
});
