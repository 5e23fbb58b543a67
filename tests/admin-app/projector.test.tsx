import { resetBetweenTests, timings } from './support/admin-app.tsx';
import { screen, waitFor } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { drawWhenPublished } from '#contract/draw-when-published.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { Seal } from '#contract/raffles.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { expectSealed } from '../support/sealed-log.ts';
import type { TestService } from '../support/service.ts';
import { openRaffle } from './support/open-raffle.tsx';
import {
  estimateMs,
  isResult,
  number,
  params,
  projector,
  raffleWords,
  result,
  words,
} from './support/projector.ts';
import { winnerOf } from '../support/draws.ts';

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

async function openSealedProjector(t: ExecutionContext, leadSeconds = 1) {
  const chain = makeChain({ leadSeconds });
  const relay = await startRelay(t, chain);
  const environment = drandEnvironment(t, chain, [relay]);
  return openRaffle(t, { ...projector, rules: { randomness: 'drand' }, environment });
}

/** The seal of the closed raffle. */
async function readSeal({ operator }: TestService): Promise<Seal> {
  const raffle = await operator.call('showRaffle', { params });
  return 'seal' in raffle && raffle.seal !== undefined
    ? raffle.seal
    : Promise.reject(new Error('no seal'));
}

/** Draws after the beacon was published. */
async function draw(t: ExecutionContext, { operator }: TestService) {
  const ending = new AbortController();
  t.teardown(() => ending.abort());
  return drawWhenPublished(async () => operator.call('drawWinner', { params }), ending);
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
    const [drawn] = await Promise.all([
      opened.operator.call('drawWinner', { params }),
      screen.findByText('Drawing …'),
    ]);
    const winner = winnerOf(drawn);
    const { drawnAt, index } = drawn;
    const running = document.querySelector('[aria-hidden] strong.number');
    t.truthy(running, 'the running numbers are hidden from screen readers');
    t.is((await result()).textContent, `Ticket ${winner.ticketNumber} wins Spring fair.`);
    t.true(Date.now() >= Date.parse(drawnAt) + timings.revealMs - estimateMs);
    t.is(number(), String(winner.ticketNumber));
    t.truthy(screen.getByText('Drawn by this server from 6 tickets'));
    // Positions count from 0; a reader would mistake one for a ticket number.
    for (const text of texts) {
      t.false(text.includes('counted from') || text.includes(`lace ${index}`), text);
    }
    await opened.user.keyboard('{Enter}');
    await screen.findByText('Drawing …');
    t.is(screen.queryByText(isResult, { selector: 'main p' }), null);
    await result();
  },
);

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
    const [{ drawnAt }] = await Promise.all([
      opened.operator.call('drawWinner', { params }),
      screen.findByText('Drawing …'),
    ]);
    t.is(number(), undefined);
    await result();
    t.true(Date.now() >= Date.parse(drawnAt) + timings.revealMs - estimateMs);
    t.is(screen.queryByRole('button', { name: words.again }), null);
  },
);

test.serial('a sealed draw counts down to its round', async (t) => {
  const opened = await openSealedProjector(t, 600);
  await screen.findByText('6 sold');
  await opened.operator.call('closeRaffle', { params });
  t.truthy(await screen.findByText(words.sealed(await readSeal(opened))));
  const [minutes, seconds] = number()!.split(':').map(Number);
  const leftSeconds = 60 * minutes! + seconds!;
  // At most the lead, a period and the half second by which the service's clock is estimated.
  t.true(leftSeconds > 300 && leftSeconds <= 603, `${leftSeconds} s`);
});

test.serial(
  'a sealed draw whose round is due shows the seal and the beacon when it is drawn',
  async (t) => {
    const opened = await openSealedProjector(t);
    await screen.findByText('6 sold');
    await opened.operator.call('closeRaffle', { params });
    t.truthy(await screen.findByText(words.beaconDue(await readSeal(opened))));
    t.truthy(screen.getByText('Waiting for the draw'));
    const record = await draw(t, opened);
    await result();
    const { round } = expectSealed(record).seal;
    const text = `Drawn from 6 tickets, by the sealed number and round ${round.toLocaleString('en')} of the beacon`;
    t.truthy(screen.getByText(text));
  },
);

test.serial('the projector view uses the service’s clock instead of the device’s', async (t) => {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const { body, status, headers } = await fetch(input, init);
    const late = new Headers(headers);
    late.set('date', new Date(Date.now() + 180_000).toUTCString());
    return new Response(body, { status, headers: late });
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  const opened = await openSealedProjector(t, 60);
  await screen.findByText('6 sold');
  await opened.operator.call('closeRaffle', { params });
  await screen.findByText(words.beaconDue(await readSeal(opened)));
  t.is(screen.queryByText(words.numberUnknown), null);
});

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

test.serial(
  'a number that does not follow from seal and beacon is not shown as the result',
  async (t) => {
    const opened = await openSealedProjector(t);
    await screen.findByText('6 sold');
    await opened.operator.call('closeRaffle', { params });
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (new URL(reply.url).pathname !== '/api/raffles/spring/draw') return reply;
      const record = (await reply.json()) as DrawRecord;
      const order = record.order.map((ticket) => {
        const index = (ticket.index + 1) % record.ticketCount;
        return { ...ticket, index, ticketNumber: index + 1 };
      });
      return Response.json({ ...record, order });
    };
    t.teardown(() => {
      globalThis.fetch = fetch;
    });
    await draw(t, opened);
    t.truthy(await screen.findByText(words.contradiction));
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
