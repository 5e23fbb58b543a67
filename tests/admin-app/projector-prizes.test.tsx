import { resetBetweenTests, timings } from './support/admin-app.tsx';
import { screen } from '@testing-library/react';
import test from 'ava';
import { formatsOf } from '#ui/formats.ts';
import { postJson } from '../support/service.ts';
import { openRaffle } from './support/open-raffle.tsx';
import {
  draws,
  estimateMs,
  number,
  params,
  projector,
  result,
  words,
} from './support/projector.ts';

resetBetweenTests();

for (const mayShowName of [true, false]) {
  test.serial(
    `with an organiser’s key the name of the winner is ${mayShowName ? 'shown' : 'not shown without consent'}`,
    async (t) => {
      const { operator, signIn } = await openRaffle(t, { ...projector, role: 'admin', buyers: 0 });
      const ann = await signIn('ann@example.org');
      const body = { name: 'Ann Hill', phone: '01234 5', mayShowName };
      await ann.fetch('/api/me', { ...postJson(body), method: 'PUT' });
      await ann.buy('spring');
      await screen.findByText('1 sold');
      await operator.call('drawWinner', { params });
      await result();
      if (mayShowName) t.truthy(await screen.findByText('Ann Hill'));
      await operator.call('listSoldTickets', { params });
      t.is(document.body.textContent.includes('Ann Hill'), mayShowName);
      for (const secret of ['ann@example.org', '01234']) {
        t.false(document.body.textContent.includes(secret), secret);
      }
    },
  );
}

test.serial('prizes are shown one by one, the last one first, with a key press each', async (t) => {
  const prizes = ['Weekend', 'Hamper', 'Wine'];
  const { operator, user } = await openRaffle(t, { ...projector, rules: { prizes } });
  await operator.call('closeRaffle', { params });
  await screen.findByText(words.waiting);
  await user.keyboard('p');
  await screen.findByRole('button', { name: words.allAtOnce });
  const { winners } = await operator.call('drawWinner', { params });
  const numbers = winners.map((winner) => 'ticketNumber' in winner && winner.ticketNumber);
  const isShown = (prize: number) =>
    [prizes[prize - 1]!, draws.prizeOf(prizes[prize - 1]!, Number(numbers[prize - 1]))].some(
      (text) => screen.queryByText(text) !== null,
    );
  await screen.findByText(words.prizesLeft(2));
  t.deepEqual([1, 2, 3].map(isShown), [false, false, true]);
  t.is(number(), String(numbers[2]));
  await Promise.all([screen.findByText(words.drawing), user.keyboard(' ')]);
  await screen.findByText(words.prizesLeft(1));
  t.deepEqual([1, 2, 3].map(isShown), [false, true, true]);
  await Promise.all([screen.findByText(words.drawing), user.keyboard(' ')]);
  await screen.findByText('Weekend');
  t.deepEqual([1, 2, 3].map(isShown), [true, true, true]);
  t.is(number(), String(numbers[0]));
  t.truthy(screen.getByRole('button', { name: words.again }));
});

test.serial('without the key press all prizes appear at the common moment', async (t) => {
  const prizes = ['Weekend', 'Hamper'];
  const { operator } = await openRaffle(t, { ...projector, rules: { prizes } });
  await screen.findByText('6 sold');
  const { winners, drawnAt } = await operator.call('drawWinner', { params });
  const numbers = winners.map((winner) => ('ticketNumber' in winner ? winner.ticketNumber : 0));
  t.truthy(await screen.findByText('Weekend'));
  t.is(number(), String(numbers[0]));
  t.truthy(screen.getByText(draws.prizeOf('Hamper', numbers[1]!)));
  t.true(Date.now() >= Date.parse(drawnAt) + timings.revealMs - estimateMs);
});

test.serial('the projector says that a prize was passed on, and from which ticket', async (t) => {
  const { operator } = await openRaffle(t, {
    ...projector,
    rules: { prizes: ['Weekend', 'Hamper'], reserves: 2 },
  });
  await screen.findByText('6 sold');
  const { winners } = await operator.call('drawWinner', { params });
  await screen.findByText('Weekend');
  for (const [index, winner] of winners.entries()) {
    const ticketNumber = 'ticketNumber' in winner ? winner.ticketNumber : 0;
    await operator.call('forfeitPrize', {
      params: { ...params, prize: String(index + 1) },
      body: { ticketNumber, reason: 'declined' },
    });
    t.truthy(await screen.findByText(`Passed on from ticket ${ticketNumber}: declined.`));
  }
});

/** Hours, minutes and seconds of a time between one and ten hours. */
function clock(seconds: number): string {
  const part = (value: number) => String(value % 60).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${part(Math.floor(seconds / 60))}:${part(seconds)}`;
}

test.serial('while tickets are sold it shows prizes, address and the time left', async (t) => {
  const startedAt = Date.now();
  const closesAt = new Date(startedAt + 7_200_000).toISOString();
  const drawAt = new Date(startedAt + 9_000_000).toISOString();
  const rules = { prizes: ['Weekend', 'Hamper'], closesAt, notice: { drawAt } };
  const { url } = await openRaffle(t, { ...projector, rules });
  await screen.findByText('6 sold');
  t.truthy(screen.getByText(formatsOf('en').list(rules.prizes)));
  t.truthy(screen.getByText(`${new URL(url).host}/r/spring`));
  t.truthy(screen.getByRole('img', { name: words.code }));
  t.truthy(screen.getByText(words.announced(drawAt)));
  // A reply that took long adds half of its time to the error of the estimated clock.
  const errorMs = estimateMs + (Date.now() - startedAt) / 2;
  const earliest = Math.ceil((Date.parse(closesAt) - Date.now() - errorMs) / 1000);
  const latest = Math.ceil((7_200_000 + estimateMs) / 1000);
  const countdown = new Set(
    Array.from({ length: latest - earliest + 1 }, (_, index) =>
      words.endsIn(clock(earliest + index)),
    ),
  );
  t.truthy(screen.getByText((text) => countdown.has(text)));
});
