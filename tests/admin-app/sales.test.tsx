import { loseAnswers, resetBetweenTests } from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { periodNamesOf } from '../../admin-app/features/sales/sales-series.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

const words = messagesFor('en').sales;

const numbersOf = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    );

test.serial('before the first sale the page says what will be shown', async (t) => {
  await openRaffle(t, { role: 'signed-out' });
  t.truthy(await screen.findByText(words.noneYet));
});

test.serial(
  'without a key the chart has an accessible name, and a live table has its numbers',
  async (t) => {
    const { signIn } = await openRaffle(t, { role: 'signed-out', buyers: 2 });
    t.truthy(await screen.findByRole('figure', { name: (name) => name.includes(': 4 in all.') }));
    t.truthy(screen.getByText(words.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)));
    const sold = () => numbersOf().reduce((sum, [sold]) => sum + Number(sold), 0);
    t.is(sold(), 4);
    t.is(numbersOf().at(-1)?.[1], '4');
    await (await signIn('late@example.org')).buy('spring');
    await screen.findByRole('figure', { name: (name) => name.includes(': 5 in all.') });
    t.is(sold(), 5);
  },
);

test.serial('voided tickets stay in the chart, which says so', async (t) => {
  const { operator } = await openRaffle(t, { role: 'signed-out', buyers: 2 });
  await screen.findByRole('figure', { name: (name) => name.includes(': 4 in all.') });
  t.is(screen.queryByText(words.voided(1)), null);
  const params = { id: 'spring' };
  await operator.call('voidTickets', { params, body: { numbers: [1], reason: 'mistake' } });
  await screen.findByText(words.voided(1));
  t.truthy(screen.getByRole('figure', { name: (name) => name.includes(': 4 in all.') }));
});

test.serial('entries of the log that were read are not read again', async (t) => {
  const { signIn } = await openRaffle(t, { role: 'signed-out', buyers: 2 });
  await screen.findByRole('figure', { name: (name) => name.includes(': 4 in all.') });
  const { fetch } = globalThis;
  const asked: string[] = [];
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    asked.push(reply.url);
    return reply;
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  await (await signIn('late@example.org')).buy('spring');
  await screen.findByRole('figure', { name: (name) => name.includes(': 5 in all.') });
  const logs = asked.filter((url) => url.includes('/log'));
  t.true(logs.length > 0 && logs.every((url) => url.endsWith('/log?from=5')), logs.join());
});

test.serial('a failed read of the log is repeated', async (t) => {
  const { signIn } = await openRaffle(t, { role: 'signed-out', buyers: 2 });
  await screen.findByRole('figure', { name: (name) => name.includes(': 4 in all.') });
  const stop = loseAnswers(t, '/api/raffles/spring/log');
  await (await signIn('late@example.org')).buy('spring');
  await screen.findByText('The raffle did not answer.');
  stop();
  await screen.findByRole('figure', { name: (name) => name.includes(': 5 in all.') });
  t.is(screen.queryByText('The raffle did not answer.'), null);
});

test('periods have names in the locale’s language, and days have dates', (t) => {
  const day = { sold: 1, soldSoFar: 1 };
  const at = (date: number, hour = 0) => new Date(2026, 10, date, hour).getTime();
  const days = [{ from: at(22), to: at(23), ...day }];
  t.is(periodNamesOf('en', days).period(days[0]!), 'Nov 22, 2026');
  const hours = [{ from: at(22, 16), to: at(22, 17), ...day }];
  t.is(periodNamesOf('de', hours).period(hours[0]!), '22.11.2026, 16:00–17:00 Uhr');
  t.is(periodNamesOf('de', hours).axisLabel(at(22, 16)), '16:00');
});
