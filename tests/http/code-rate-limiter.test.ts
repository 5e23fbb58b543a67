import test from 'ava';
import { limits, type CodeRateLimits } from '../../services/raffle/config/limits.ts';
import { MemoryRateLimits } from '../../services/raffle/http/limits/memory-rate-limits.ts';
import {
  CodeRateLimiter,
  type ReservedBrowser,
} from '../../services/raffle/http/sign-in/code-rate-limiter.ts';

const mailbox = 'ada@example.org';
const network = '198.51.100.7';
const defaults = {
  perMailboxMax: limits.codesPerMailboxPerHourMax,
  perNetworkMax: limits.codesPerNetworkPerHourMax,
};

/** Creates a rate limiter whose clock the test sets. */
function start(changes: Partial<CodeRateLimits> = {}) {
  const clock = { now: 0 };
  const allowance = new CodeRateLimiter(new MemoryRateLimits(() => clock.now), {
    ...defaults,
    ...changes,
  });
  const ask = async (address = network, to = mailbox, browser?: ReservedBrowser) => {
    try {
      const granted = await allowance.take({ mailbox: to, address, browser });
      return granted === undefined ? 'silent' : 'mailed';
    } catch {
      return 'refused';
    }
  };
  return { allowance, clock, ask };
}

async function times<Value>(
  count: number,
  act: (index: number) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (let index = 0; index < count; index += 1) values.push(await act(index));
  return values;
}

test('six requests for an address from one network leave the address’s owner on another network their share', async (t) => {
  const { ask } = start();
  t.deepEqual(await times(6, () => ask('203.0.113.1')), [
    ...Array<string>(5).fill('mailed'),
    'refused',
  ]);
  t.deepEqual(await times(5, () => ask(network)), Array<string>(5).fill('mailed'));
});

test('a mailbox has a limit over all networks, which the reply does not reveal', async (t) => {
  const { ask } = start();
  const answers = await times(40, (index) => ask(`203.0.113.${index}`));
  t.is(answers.filter((answer) => answer === 'mailed').length, 6 * defaults.perMailboxMax);
  t.is(answers.at(-1), 'silent');
});

test('210 requests from one phone do not block other people on its network', async (t) => {
  const { ask } = start();
  await times(210, (index) => ask(network, `p${index}@example.org`));
  t.deepEqual(
    new Set(await times(300, (index) => ask(network, `q${index}@example.org`))),
    new Set(['mailed']),
  );
});

test('each successful sign-in raises its network’s limit by more than one', async (t) => {
  const { allowance, ask } = start({ perNetworkMax: 10 });
  const answers = await times(300, async (index) => {
    const answer = await ask(network, `p${index}@example.org`);
    await allowance.reward(network);
    return answer;
  });
  t.deepEqual(new Set(answers), new Set(['mailed']));
  const more = await times(100, (index) => ask(network, `x${index}@example.org`));
  t.is(
    more.filter((answer) => answer === 'mailed').length,
    100,
    'the limit grows to at most ten times its initial value',
  );
  t.is(await ask(network, 'one-more@example.org'), 'refused');
});

test('a network without successful sign-ins is refused for seconds, not for an hour', async (t) => {
  const { allowance, clock, ask } = start();
  await times(defaults.perNetworkMax, (index) => ask(network, `p${index}@example.org`));
  const error = await t.throwsAsync(
    allowance.take({ mailbox, address: network, browser: undefined }),
  );
  const { headers } = error as never as { headers: Record<string, string> };
  t.is(headers['retry-after'], '6');
  clock.now += 6_000;
  t.is(await ask(network), 'mailed');
});

test('a browser that has signed in before has a reserve that other clients on its network cannot use', async (t) => {
  const { ask } = start({ perNetworkMax: 3 });
  await times(10, (index) => ask(network, `p${index}@example.org`));
  await times(10, () => ask('203.0.113.1'));
  const known = { person: 'ada', knowsMailbox: true };
  t.deepEqual(await times(6, () => ask(network, mailbox, known)), Array<string>(6).fill('mailed'));
  t.is(await ask(network, mailbox, known), 'refused', 'and the reserve is bounded');
});

test('a known browser has no reserve for a mailbox that it never signed in to', async (t) => {
  const { ask } = start();
  const otherBrowser = { person: 'eve', knowsMailbox: false };
  const answers = await times(20, () => ask(network, mailbox, otherBrowser));
  t.is(answers.filter((answer) => answer === 'mailed').length, defaults.perMailboxMax);
});

test('an undelivered code does not count, but a refused address counts for its network', async (t) => {
  const { allowance } = start({ perNetworkMax: 20 });
  const take = async () =>
    (await allowance.take({ mailbox, address: network, browser: undefined }))!;
  for (let count = 0; count < 200; count += 1) await (await take()).giveBack(false);
  for (let count = 0; count < 20; count += 1) await (await take()).giveBack(true);
  await t.throwsAsync(take, { name: 'HttpProblem' });
});

test('the /56 and the /48 of an IPv6 network have limits of their own', async (t) => {
  const { ask } = start({ perNetworkMax: 10 });
  const inSame = async (bits: 56 | 48) => {
    const answers = await times(100, (index) =>
      ask(
        bits === 56
          ? `2001:db8:1:${index.toString(16)}::1`
          : `2001:db8:2:${(index << 8).toString(16)}::1`,
        `${bits}-${index}@example.org`,
      ),
    );
    return answers.filter((answer) => answer === 'mailed').length;
  };
  t.is(await inSame(56), 20);
  t.is(await inSame(48), 40);
  t.is(await ask('2001:db8:3::1', 'x@example.org'), 'mailed');
});
