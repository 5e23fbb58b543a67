import { resetBetweenTests } from './support/admin-app.tsx';
import { screen } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { drawWhenPublished } from '#contract/draw-when-published.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { Seal } from '#contract/raffles.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { expectSealed } from '../support/sealed-log.ts';
import type { TestService } from '../support/service.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { number, params, projector, result, words } from './support/projector.ts';

resetBetweenTests();

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
