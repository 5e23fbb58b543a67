import { command, resetBetweenTests } from './support/admin-app.tsx';
import { screen } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import {
  drawRequests,
  findButton,
  findWinner,
  openSealedRaffle,
  typeInDialog,
} from './support/draw.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };

test.serial('a draw that did not happen is not started by a later closing', async (t) => {
  const { user, operator, unmount, open } = await openSealedRaffle(t, { leadSeconds: 60 });
  const requests = watchRequests(t, drawRequests);
  requests.loseNext();
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await screen.findByText(/^The draw did not happen/);
  await operator.call('closeRaffle', { params });
  await screen.findByText(/It waits for round/, { selector: 'output' });
  unmount();
  open();
  await screen.findByText(/It waits for round/, { selector: 'output' });
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await findButton('Stop waiting');
  t.is(requests.keys.length, 2, 'only the two confirmed draws were sent');
});

test.serial(
  'a sealed draw waits for its beacon, counts down and draws without another press',
  async (t) => {
    const { user, url } = await openSealedRaffle(t);
    const requests = watchRequests(t, drawRequests);
    await user.click(await findButton('Draw the winner …'));
    t.truthy(
      await screen.findByText(
        /^Sealed at the closing and decided by a beacon chain of the operator’s own choice/,
      ),
    );
    await typeInDialog(user, 'spring{Enter}');
    t.truthy(
      await screen.findByText(/It waits for round .* No other round counts\./, {
        selector: 'output',
      }),
    );
    t.truthy(screen.getByText(/^The beacon is published in \d seconds?\.$|^The beacon is due/));
    await findWinner();
    t.true(requests.keys.length >= 2);
    t.is(new Set(requests.keys).size, 1);
    const draw = await (await fetch(`${url}/api/raffles/spring/draw`)).json();
    t.is(messagesFor('en').draw.fairness.ownChain, draw.fairness);
  },
);

test.serial('the page says when no relay answers, and what to do', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain, (_request, response) => response.writeHead(503).end());
  const environment = drandEnvironment(t, chain, [relay]);
  const rules = { randomness: 'drand' } as const;
  const { user, url } = await openRaffle(t, { buyers: 1, rules, environment });
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  t.truthy(await screen.findByText(/is published, but the service/, { selector: 'output' }));
  t.is(screen.queryByText(/^The beacon is published in/), null);
  t.truthy(screen.getByText(command(`npx raffle draw spring --beacon round.json --url ${url}`)));
});

/** A raffle whose draw was started and whose relay does not answer. */
async function unreachableBeacon(t: ExecutionContext) {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain, (_request, response) => response.writeHead(503).end());
  const environment = drandEnvironment(t, chain, [relay]);
  const app = await openRaffle(t, { buyers: 1, rules: { randomness: 'drand' }, environment });
  await app.user.click(await findButton('Draw the winner …'));
  await typeInDialog(app.user, 'spring{Enter}');
  const field = await screen.findByRole('textbox', { name: /^Round [\d,]+, as/ });
  const { seal } = await (await fetch(`${app.url}/api/raffles/spring`)).json();
  return { ...app, chain, field, round: seal.round as number };
}

test.serial('an organiser can paste the beacon when no relay answers', async (t) => {
  const { user, chain, field, round } = await unreachableBeacon(t);
  // No relay of the public beacon has the rounds of another chain.
  t.truthy(screen.getByText(new RegExp(`Open /${chain.hash}/public/${round} there`)));
  t.is(screen.queryByRole('link', { name: /drand/ }), null);
  const paste = async (text: string) => {
    await user.clear(field);
    await user.click(field);
    await user.paste(text);
    await user.click(await findButton('Draw with this round'));
  };
  await paste('<html>');
  t.truthy(await screen.findByText(/^This is not round/));
  await paste(JSON.stringify(chain.beacon(round + 1)));
  t.truthy(await screen.findByText(/^This is not round/));
  await paste(JSON.stringify({ ...chain.beacon(round), signature: chain.beacon(1).signature }));
  t.truthy(await screen.findByRole('alert'));
  await paste(JSON.stringify(chain.beacon(round)));
  t.truthy(await findWinner());
});

test.serial('waiting for a beacon can be stopped and resumed', async (t) => {
  const { user, operator, chain, round } = await unreachableBeacon(t);
  await user.click(await findButton('Stop waiting'));
  const stopped = await screen.findByText(/^This page has stopped waiting/);
  t.is(document.activeElement, stopped);
  t.is(screen.queryByText(/^You asked for the draw|^Drawing selects/), null);
  t.is(screen.queryByRole('alert'), null);
  t.is(screen.queryByText('This page tries again every few seconds.'), null);
  t.truthy(await findButton('Draw with this round'));
  await user.click(await findButton('Try the draw again'));
  t.truthy(await findButton('Stop waiting'));
  await operator.call('drawWinner', { params, body: { beacon: chain.beacon(round) } });
  t.truthy(await findWinner());
});

test.serial('a page that is reloaded during a draw shows its state and continues', async (t) => {
  const { user, unmount, open } = await openSealedRaffle(t, { leadSeconds: 6 });
  const requests = watchRequests(t, drawRequests);
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await screen.findByText(/It waits for round/, { selector: 'output' });
  unmount();
  open();
  t.truthy(await screen.findByText(/It waits for round/, { selector: 'output' }));
  t.truthy(screen.getByText(/^The beacon is published in \d seconds?\.$|^The beacon is due/));
  t.is(screen.queryByText(/^Drawing ends the sales/), null);
  await findWinner();
  t.is(new Set(requests.keys).size, 1);
});

test.serial('a raffle that was closed elsewhere can be drawn here', async (t) => {
  const { user, operator } = await openSealedRaffle(t, { leadSeconds: 1 });
  await operator.call('closeRaffle', { params });
  await screen.findByText(/It waits for round/, { selector: 'output' });
  t.truthy(screen.getByText(/^The beacon is published in |^The beacon is due\. Draw the winner/));
  await user.click(await findButton('Draw the winner …'));
  await typeInDialog(user, 'spring{Enter}');
  await findWinner();
  t.pass();
});
