import {
  buy,
  eventually,
  pageUrl,
  pollAgain,
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
import { act, screen, within } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';
import { drawnRaffle, holding } from '../../participant-app/gallery/fixtures.ts';
import { mount } from '../../participant-app/app/mount.tsx';

resetBetweenTests();
// The bundler defines where the remote's files are.
Object.assign(globalThis, { __webpack_public_path__: `${pageUrl}/remote/` });

/** Records the events that the host receives. */
function listen() {
  const events: string[] = [];
  const note = (name: string) => (event: object) => {
    const { raffleId: id, ageMs: _, ...facts } = event as Record<string, unknown>;
    if (id !== raffleId) throw new Error('An event without its raffle');
    events.push(`${name} ${JSON.stringify(facts)}`);
  };
  return {
    events,
    onReady: note('ready'),
    onStale: note('stale'),
    onPurchased: note('purchased'),
    onSoldOut: note('soldOut'),
    onDrawn: note('drawn'),
    onError: note('error'),
  };
}

test.serial('the host gets each event once', async (t) => {
  const service = stubService();
  const { events, ...handlers } = listen();
  const { user } = showDashboard(handlers);
  await readyToBuy();
  t.deepEqual(events, ['ready {}']);

  nock(pageUrl)
    .post(ticketsPath)
    .reply(...problemReply('rate-limited'));
  await buy(user);
  await eventually(() => events.at(-1) === 'error {"code":"rate-limited"}');
  nock(pageUrl)
    .post(ticketsPath)
    .reply(201, purchaseOf([11]));
  await buy(user);
  await eventually(() => events.at(-1) === 'purchased {"ticketNumbers":[11]}');

  service.raffle = { ...service.raffle, sold: 100, remaining: 0, version: 101 };
  await eventually(() => events.at(-1) === 'soldOut {}');
  service.raffle = { ...drawnRaffle(17), sold: 100, remaining: 0, version: 103 };
  await eventually(() => events.at(-1) === 'drawn {"ticketNumber":17}');
  await pollAgain();
  t.is(events.length, 5);
});

test.serial('the host gets an event when the number may be out of date', async (t) => {
  stubService();
  const { events, ...handlers } = listen();
  showDashboard(handlers);
  await readyToBuy();
  nock.cleanAll();
  await eventually(() => events.at(-1) === 'stale {}');
  t.truthy(await screen.findByText('!', { selector: '[aria-hidden]' }));
});

test.serial(
  'an unknown raffle and a service that does not answer are reported as errors',
  async (t) => {
    const scope = nock(pageUrl).persist();
    scope.get(/./).reply(...problemReply('raffle-not-found'));
    const first = listen();
    const { unmount } = showDashboard(first);
    await eventually(() => first.events.length === 1);
    t.deepEqual(first.events, ['error {"code":"raffle-not-found"}']);
    t.truthy(screen.getByText('There is no such raffle.'));
    unmount();
    nock.cleanAll();
    const second = listen();
    showDashboard(second);
    await eventually(() => second.events.length === 1);
    t.deepEqual(second.events, ['error {"code":"unreachable"}']);
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
  const shadow = within(element.firstElementChild!.shadowRoot as never);
  await shadow.findByRole('button', { name: 'Show my tickets' });
  await act(async () => mounted.update({ locale: 'de' }));
  await shadow.findByRole('button', { name: 'Meine Lose zeigen' });
  await act(async () => mounted.unmount());
  t.is(element.childNodes.length, 0);
});
