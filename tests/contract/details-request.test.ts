import test from 'ava';
import { Phone } from '#contract/details-request.ts';

test('a telephone number as long as a body is refused in time that grows with its length', (t) => {
  const startedAt = process.cpuUsage();
  t.false(Phone.safeParse(`${'1'.repeat(60_000)}x`).success);
  t.false(Phone.safeParse(' '.repeat(60_000)).success);
  const { user } = process.cpuUsage(startedAt);
  t.true(user < 1_000_000, `${user} µs`);
});

test('telephone numbers are accepted as people write them', (t) => {
  for (const phone of ['+44 20 7946 0958', '(020) 7946-0958', '020.7946', '1', ' 1/2 ']) {
    t.true(Phone.safeParse(phone).success, phone);
  }
  for (const phone of ['', '+', '()', '1+2', '1\n', '\n1', 'x1', '1x', '++1']) {
    t.is(Phone.safeParse(phone).success, phone.trim() === '1', phone);
  }
});
