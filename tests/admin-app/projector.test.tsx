import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { stayMs } from '../../admin-app/features/projector/running-numbers.ts';
import { openRaffle } from './support/open-raffle.tsx';
import {
  isResultShown,
  number,
  params,
  projector,
  raffleWords,
  result,
  words,
} from './support/projector.ts';
import { winnerOf } from '../support/draws.ts';
import { holdReveal } from '../support/hold-reveal.ts';

resetBetweenTests();

/** Records every request of the page from now on. */
function watchEveryRequest(t: ExecutionContext): Request[] {
  const { fetch } = globalThis;
  const requests: Request[] = [];
  globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init));
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  return requests;
}

test.serial(
  'during the sales the projector view shows the live number of tickets left',
  async (t) => {
    const { signIn, operator } = await openRaffle(t, { ...projector, rules: { capacity: 10 } });
    await screen.findByText('of 10 tickets are left');
    t.is(number(), '4');
    await (await signIn('late@example.org')).buy('spring');
    await screen.findByText('7 sold');
    t.is(number(), '3');
    await operator.call('closeRaffle', { params });
    t.truthy(await screen.findByText('Waiting for the draw'));
    t.is(number(), '7');
  },
);

test.serial(
  'the result is shown at its time as a ticket number, and can be replayed',
  async (t) => {
    const opened = await openRaffle(t, projector);
    await screen.findByText('6 sold');
    const texts: string[] = [];
    const observer = new MutationObserver(() => texts.push(document.body.textContent));
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    t.teardown(() => observer.disconnect());
    const release = holdReveal(t);
    const [drawn] = await Promise.all([
      opened.operator.call('drawWinner', { params }),
      screen.findByText('Drawing …'),
    ]);
    const winner = winnerOf(drawn);
    const { index } = drawn;
    await waitFor(() => {
      const running = document.querySelector('[aria-hidden] strong.number');
      if (running === null) throw new Error('No numbers run yet, hidden from screen readers.');
    });
    t.false(isResultShown());
    release();
    t.is((await result()).textContent, `Ticket ${winner.ticketNumber} wins Spring fair.`);
    t.is(number(), String(winner.ticketNumber));
    t.truthy(screen.getByText('Drawn from 6 tickets'));
    // Positions count from 0; a reader would mistake one for a ticket number.
    for (const text of texts) {
      t.false(text.includes('counted from') || text.includes(`lace ${index}`), text);
    }
    const replay = waitFor(() => ({
      drawing: screen.getByText('Drawing …'),
      isResultShown: isResultShown(),
    }));
    await opened.user.keyboard('{Enter}');
    t.false((await replay).isResultShown);
    await result();
  },
);

test.serial('only numbers of tickets in the draw run over the screen', async (t) => {
  const { operator } = await openRaffle(t, projector);
  await screen.findByText('6 sold');
  const voids = [1, 2, 3, 5];
  await operator.call('voidTickets', { params, body: { numbers: voids, reason: 'unpaid' } });
  await screen.findByText('2 sold');
  holdReveal(t);
  await operator.call('drawWinner', { params });
  await screen.findByText('Drawing …');
  const shown: string[] = [];
  // Of six numbers, twelve in a row would be among these two with a probability of less than 1e-8.
  while (shown.length < 12) {
    await waitFor(() => {
      if (number() === undefined || number() === shown.at(-1)) throw new Error('No other number.');
    });
    shown.push(number()!);
  }
  t.deepEqual([...new Set(shown)].toSorted(), ['4', '6']);
});

test('the running numbers slow down and end at the reveal', (t) => {
  const stays: number[] = [];
  let left = 6000;
  while (left > 0) {
    const stay = Math.round(stayMs(left));
    stays.push(stay);
    left -= stay;
  }
  t.is(left, 0, 'the last one ends at the reveal');
  t.deepEqual(
    stays.slice(1),
    stays.slice(1).toSorted((one, other) => one - other),
  );
  t.deepEqual(stays.slice(-3), [576, 720, 900]);
  t.true(stays.length > 40);
  t.is(stayMs(0), 0);
});

test.serial(
  'with reduced motion there is no animation, and the result appears at the same time',
  async (t) => {
    const { matchMedia } = globalThis;
    const isReduced = (query: string) => query === '(prefers-reduced-motion: reduce)';
    globalThis.matchMedia = (query) =>
      Object.assign(new EventTarget(), {
        media: query,
        matches: isReduced(query),
      }) as MediaQueryList;
    t.teardown(() => {
      globalThis.matchMedia = matchMedia;
    });
    const opened = await openRaffle(t, projector);
    await screen.findByText('6 sold');
    const release = holdReveal(t);
    await opened.operator.call('drawWinner', { params });
    await screen.findByText('Drawing …');
    t.is(number(), undefined);
    t.false(isResultShown());
    release();
    await result();
    t.is(screen.queryByRole('button', { name: words.again }), null);
  },
);

test.serial(
  'a projector view opened after the draw shows the number without animation',
  async (t) => {
    const { operator, unmount, open } = await openRaffle(t, projector);
    await screen.findByText('6 sold');
    const winner = winnerOf(await operator.call('drawWinner', { params }));
    await result();
    unmount();
    open();
    await result();
    t.is(number(), String(winner.ticketNumber));
    t.is(screen.queryByText('Drawing …'), null);
  },
);

test.serial('without a key the projector view sends public requests only', async (t) => {
  const { operator, unmount, open } = await openRaffle(t, projector);
  await screen.findByText('6 sold');
  unmount();
  const requests = watchEveryRequest(t);
  open();
  await screen.findByText('6 sold');
  await operator.call('drawWinner', { params });
  await result();
  const ofThePage = requests.filter(({ url }) => !url.includes('/api/admin/raffles/spring/draw'));
  t.true(ofThePage.length > 0);
  for (const { method, url, headers } of ofThePage) {
    t.is(method, 'GET');
    t.false(url.includes('/admin'), url);
    t.false(headers.has('signature') || headers.has('authorization'), url);
  }
  const winner = winnerOf(await operator.call('showDraw', { params }));
  t.false(document.body.textContent.includes(winner.holder));
});

test.serial(
  'the projector view marks a rehearsal, and shows a message for an unknown raffle',
  async (t) => {
    const { unmount, operator, open } = await openRaffle(t, {
      ...projector,
      rules: { rehearsal: true },
    });
    t.truthy(await screen.findByText('Rehearsal. Nothing here is real.'));
    await operator.call('deleteRaffle', { params });
    t.truthy(await screen.findByText(raffleWords.unavailable.deleted));
    unmount();
    open();
    const { deleted, 'unknown-raffle': unknown } = raffleWords.unavailable;
    await waitFor(() => screen.getByText((text) => text === deleted || text === unknown));
  },
);
