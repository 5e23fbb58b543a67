import {
  eventually,
  pageUrl,
  problemReply,
  purchaseOf,
  raffleId,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
  timings,
} from '../support/participant.tsx';
import { act, screen } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';
import { drawnRaffle, holding } from '../../participant-app/gallery/fixtures.ts';
import { mount } from '../../participant-app/mount.tsx';

resetBetweenTests();

/** Writes down what the host is told. */
function listen() {
  const told: string[] = [];
  const note = (name: string) => (event: object) => {
    const { raffleId: id, ageMs: _, ...facts } = event as Record<string, unknown>;
    if (id !== raffleId) throw new Error('An event without its raffle');
    told.push(`${name} ${JSON.stringify(facts)}`);
  };
  return {
    told,
    onReady: note('ready'),
    onStale: note('stale'),
    onPurchased: note('purchased'),
    onSoldOut: note('soldOut'),
    onDrawn: note('drawn'),
    onError: note('error'),
  };
}

test.serial('the host hears of everything once', async (t) => {
  const service = stubService();
  const { told, ...handlers } = listen();
  const { user } = showDashboard(handlers);
  await readyToBuy();
  t.deepEqual(told, ['ready {}']);

  nock(pageUrl)
    .post(ticketsPath)
    .reply(...problemReply('rate-limited'));
  await user.click(await readyToBuy());
  await eventually(() => told.at(-1) === 'error {"code":"rate-limited"}');
  nock(pageUrl)
    .post(ticketsPath)
    .reply(201, purchaseOf([11]));
  await user.click(await readyToBuy());
  await eventually(() => told.at(-1) === 'purchased {"ticketNumbers":[11]}');

  service.raffle = { ...service.raffle, sold: 100, remaining: 0, version: 101 };
  await eventually(() => told.at(-1) === 'soldOut {}');
  service.raffle = { ...drawnRaffle(17), sold: 100, remaining: 0, version: 103 };
  await eventually(() => told.at(-1) === 'drawn {"ticketNumber":17}');
  await act(async () => new Promise((resolve) => setTimeout(resolve, 200)));
  t.is(told.length, 5);
});

test.serial('the host hears when the number may be old', async (t) => {
  stubService();
  const { told, ...handlers } = listen();
  showDashboard(handlers);
  await readyToBuy();
  nock.cleanAll();
  await eventually(() => told.at(-1) === 'stale {}');
  t.truthy(await screen.findByText(/Trying to reconnect/));
});

test.serial(
  'a raffle that does not exist, and a service that does not answer, are errors',
  async (t) => {
    const scope = nock(pageUrl).persist();
    scope.get(/./).reply(...problemReply('raffle-not-found'));
    const first = listen();
    const { unmount } = showDashboard(first);
    await eventually(() => first.told.length === 1);
    t.deepEqual(first.told, ['error {"code":"raffle-not-found"}']);
    t.truthy(screen.getByText('There is no such raffle.'));
    unmount();
    nock.cleanAll();
    const second = listen();
    showDashboard(second);
    await eventually(() => second.told.length === 1);
    t.deepEqual(second.told, ['error {"code":"unreachable"}']);
    t.truthy(screen.getByText('The raffle does not answer.'));
  },
);

test.serial('mount() serves a host without React: update and unmount', async (t) => {
  stubService({ mine: holding([42, 43]) });
  const element = document.body.appendChild(document.createElement('div'));
  t.teardown(() => element.remove());
  let mounted!: ReturnType<typeof mount>;
  const props = { serviceUrl: pageUrl, raffleId, locale: 'en', timeoutMs: timings.timeoutMs! };
  await act(async () => {
    mounted = mount(element, props);
  });
  await screen.findByRole('button', { name: 'You hold 2 of 2' });
  await act(async () => mounted.update({ locale: 'de' }));
  await screen.findByRole('button', { name: 'Sie haben 2 von 2' });
  await act(async () => mounted.unmount());
  t.is(element.childNodes.length, 0);
});
