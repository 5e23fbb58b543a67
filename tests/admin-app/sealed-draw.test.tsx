import { command, resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import type { Seal } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import {
  drawRequests,
  findButton,
  findWinner,
  openActions,
  openSealedRaffle,
  typeInDialog,
} from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
const messages = messagesFor('en').draw;
/** The wait for the beacon, as a screen reader hears it. */
const findWait = async (url: string) => {
  await waitFor(async () => {
    if ((await readSeal(url)) === undefined) throw new Error('not sealed yet');
  });
  const seal = await readSeal(url);
  return screen.findByText(messages.waitingFor(seal!), { selector: 'output' });
};
const readSeal = async (url: string): Promise<Seal | undefined> =>
  (await (await fetch(`${url}/api/raffles/spring`)).json()).seal;
/** The countdown to the beacon, or that it is due. */
const findCountdown = (due: string) =>
  screen.findByText(
    (text) =>
      text === due ||
      Array.from({ length: 120 }, (_, left) =>
        messages.publishedIn(formatsOf('en').seconds(left)),
      ).includes(text),
  );

test.serial('a draw that did not happen is not started by a later closing', async (t) => {
  const { user, operator, url, unmount, open } = await openSealedRaffle(t, { leadSeconds: 60 });
  const requests = watchRequests(t, drawRequests);
  requests.loseNext();
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await screen.findByText(messages.notHappened);
  await operator.call('closeRaffle', { params });
  await findWait(url);
  unmount();
  open();
  await findWait(url);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await findButton('Stop waiting');
  await waitFor(() => {
    if (requests.keys.length < 2) throw new Error('the second draw was not sent yet');
  });
  t.is(requests.keys.length, 2, 'only the two confirmed draws were sent');
});

test.serial(
  'a sealed draw waits for its beacon, counts down and draws without another press',
  async (t) => {
    const { user, url } = await openSealedRaffle(t);
    const requests = watchRequests(t, drawRequests);
    await openActions(user);
    await user.click(await findButton('Draw the winner …'));
    t.truthy(await screen.findByText(messages.fairness.ownChain));
    await typeInDialog(user, 'spring{Enter}');
    t.truthy(await findWait(url));
    t.truthy(await findCountdown(messages.anyMoment));
    await findWinner();
    t.true(requests.keys.length >= 2);
    t.is(new Set(requests.keys).size, 1);
    const draw = await (await fetch(`${url}/api/raffles/spring/draw`)).json();
    t.is(messages.fairness.ownChain, draw.fairness);
  },
);

test.serial('the page says when no relay answers, and what to do', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain, (_request, response) => response.writeHead(503).end());
  const environment = drandEnvironment(t, chain, [relay]);
  const rules = { randomness: 'drand' } as const;
  const { user, url } = await openRaffle(t, { buyers: 1, rules, environment });
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  t.truthy(await findButton('Draw with this round'));
  const seal = (await readSeal(url))!;
  t.truthy(screen.getByText(messages.notFetched(seal), { selector: 'output' }));
  t.truthy(screen.getByText(command(`npx raffle draw spring --beacon round.json --url ${url}`)));
});

/** A raffle whose draw was started and whose relay does not answer. */
async function unreachableBeacon(t: ExecutionContext) {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain, (_request, response) => response.writeHead(503).end());
  const environment = drandEnvironment(t, chain, [relay]);
  const app = await openRaffle(t, { buyers: 1, rules: { randomness: 'drand' }, environment });
  await openActions(app.user);
  await app.user.click(await findButton('Draw the winner …'));
  await typeInDialog(app.user, 'spring{Enter}');
  await findButton('Draw with this round');
  const { round } = (await readSeal(app.url))!;
  const field = screen.getByRole('textbox', { name: messages.beaconLabel(round) });
  return { ...app, chain, field, round };
}

test.serial('an organiser can paste the beacon when no relay answers', async (t) => {
  const { user, chain, field, round } = await unreachableBeacon(t);
  // No relay of the public beacon has the rounds of another chain.
  t.truthy(screen.getByText(messages.bringOwnBeacon(`/${chain.hash}/public/${round}`)));
  t.is(document.querySelector('a[href*="drand"]'), null);
  const paste = async (text: string) => {
    await user.clear(field);
    await user.click(field);
    await user.paste(text);
    await user.click(await findButton('Draw with this round'));
  };
  await paste('<html>');
  t.truthy(await screen.findByText(messages.beaconWrong(round)));
  await paste(JSON.stringify(chain.beacon(round + 1)));
  t.truthy(await screen.findByText(messages.beaconWrong(round)));
  await paste(JSON.stringify({ ...chain.beacon(round), signature: chain.beacon(1).signature }));
  t.truthy(await screen.findByRole('alert'));
  await paste(JSON.stringify(chain.beacon(round)));
  t.truthy(await findWinner());
});

test.serial('waiting for a beacon can be stopped and resumed', async (t) => {
  const { user, operator, chain, round } = await unreachableBeacon(t);
  await user.click(await findButton('Stop waiting'));
  const stopped = await screen.findByText(messages.stopped);
  t.is(document.activeElement, stopped);
  t.is(screen.queryByText(messages.unsettled), null);
  t.is(screen.queryByRole('alert'), null);
  t.is(screen.queryByText(messages.overdue), null);
  t.truthy(await findButton('Draw with this round'));
  await user.click(await findButton('Try the draw again'));
  t.truthy(await findButton('Stop waiting'));
  await operator.call('drawWinner', { params, body: { beacon: chain.beacon(round) } });
  t.truthy(await findWinner());
});

test.serial('a page that is reloaded during a draw shows its state and continues', async (t) => {
  const { user, url, unmount, open } = await openSealedRaffle(t, { leadSeconds: 6 });
  const requests = watchRequests(t, drawRequests);
  await openActions(user);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await findWait(url);
  unmount();
  open();
  t.truthy(await findWait(url));
  t.truthy(await findCountdown(messages.anyMoment));
  await findWinner();
  t.is(new Set(requests.keys).size, 1);
});

test.serial('a raffle that was closed elsewhere can be drawn here', async (t) => {
  const { user, operator, url } = await openSealedRaffle(t, { leadSeconds: 1 });
  await operator.call('closeRaffle', { params });
  await findWait(url);
  t.truthy(await findCountdown(messages.due));
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await findWinner();
  t.pass();
});
