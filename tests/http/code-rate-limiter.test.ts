import test from 'ava';
import { limits, type CodeRateLimits } from '../../services/raffle/config/limits.ts';
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
  const allowance = new CodeRateLimiter({ ...defaults, ...changes }, () => clock.now);
  const ask = (address = network, to = mailbox, browser?: ReservedBrowser) => {
    try {
      return allowance.take({ mailbox: to, address, browser }) === undefined ? 'silent' : 'mailed';
    } catch {
      return 'refused';
    }
  };
  return { allowance, clock, ask };
}

const times = <Value>(count: number, act: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => act(index));

test('six requests for an address from one network leave the address’s owner on another network their share', (t) => {
  const { ask } = start();
  t.deepEqual(
    times(6, () => ask('203.0.113.1')),
    [...Array<string>(5).fill('mailed'), 'refused'],
  );
  t.deepEqual(
    times(5, () => ask(network)),
    Array<string>(5).fill('mailed'),
  );
});

test('a mailbox has a limit over all networks, which the reply does not reveal', (t) => {
  const { ask } = start();
  const answers = times(40, (index) => ask(`203.0.113.${index}`));
  t.is(answers.filter((answer) => answer === 'mailed').length, 6 * defaults.perMailboxMax);
  t.is(answers.at(-1), 'silent');
});

test('210 requests from one phone do not block other people on its network', (t) => {
  const { ask } = start();
  times(210, (index) => ask(network, `p${index}@example.org`));
  t.deepEqual(
    new Set(times(300, (index) => ask(network, `q${index}@example.org`))),
    new Set(['mailed']),
  );
});

test('each successful sign-in raises its network’s limit by more than one', (t) => {
  const { allowance, ask } = start({ perNetworkMax: 10 });
  const answers = times(300, (index) => {
    const answer = ask(network, `p${index}@example.org`);
    allowance.reward(network);
    return answer;
  });
  t.deepEqual(new Set(answers), new Set(['mailed']));
  t.is(
    times(100, (index) => ask(network, `x${index}@example.org`)).filter((a) => a === 'mailed')
      .length,
    100,
    'the limit grows to at most ten times its initial value',
  );
  t.is(ask(network, 'one-more@example.org'), 'refused');
});

test('a network without successful sign-ins is refused for seconds, not for an hour', (t) => {
  const { allowance, clock, ask } = start();
  times(defaults.perNetworkMax, (index) => ask(network, `p${index}@example.org`));
  const error = t.throws(() => allowance.take({ mailbox, address: network, browser: undefined }));
  const { headers } = error as never as { headers: Record<string, string> };
  t.is(headers['retry-after'], '6');
  clock.now += 6_000;
  t.is(ask(network), 'mailed');
});

test('a browser that has signed in before has a reserve that other clients on its network cannot use', (t) => {
  const { ask } = start({ perNetworkMax: 3 });
  times(10, (index) => ask(network, `p${index}@example.org`));
  times(10, () => ask('203.0.113.1'));
  const known = { person: 'ada', knowsMailbox: true };
  t.deepEqual(
    times(6, () => ask(network, mailbox, known)),
    Array<string>(6).fill('mailed'),
  );
  t.is(ask(network, mailbox, known), 'refused', 'and the reserve is bounded');
});

test('a known browser has no reserve for a mailbox that it never signed in to', (t) => {
  const { ask } = start();
  const otherBrowser = { person: 'eve', knowsMailbox: false };
  const answers = times(20, () => ask(network, mailbox, otherBrowser));
  t.is(answers.filter((answer) => answer === 'mailed').length, defaults.perMailboxMax);
});

test('an undelivered code does not count, but a refused address counts for its network', (t) => {
  const { allowance } = start({ perNetworkMax: 20 });
  const take = () => allowance.take({ mailbox, address: network, browser: undefined })!;
  for (let count = 0; count < 200; count += 1) take().giveBack(false);
  for (let count = 0; count < 20; count += 1) take().giveBack(true);
  t.throws(take, { name: 'HttpProblem' });
});

test('the /56 and the /48 of an IPv6 network have limits of their own', (t) => {
  const { ask } = start({ perNetworkMax: 10 });
  const inSame = (bits: 56 | 48) =>
    times(100, (index) =>
      ask(
        bits === 56
          ? `2001:db8:1:${index.toString(16)}::1`
          : `2001:db8:2:${(index << 8).toString(16)}::1`,
        `${bits}-${index}@example.org`,
      ),
    ).filter((answer) => answer === 'mailed').length;
  t.is(inSame(56), 20);
  t.is(inSame(48), 40);
  t.is(ask('2001:db8:3::1', 'x@example.org'), 'mailed');
});
