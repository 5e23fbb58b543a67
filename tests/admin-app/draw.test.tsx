import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import test, { type ExecutionContext } from 'ava';
import { messagesFor } from '../../admin-app/messages/messages.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { openRaffle } from './support/open-raffle.tsx';
import { watchRequests } from './support/watch-requests.ts';

resetBetweenTests();
test.beforeEach(() => sessionStorage.clear());

const params = { id: 'spring' };
/** Types into the dialog. */
const type = async (user: UserEvent, text: string) => {
  const dialog = within(await screen.findByRole('alertdialog'));
  await user.type(dialog.getByRole('textbox'), text);
};
const button = (name: RegExp | string) => screen.findByRole<HTMLButtonElement>('button', { name });
const drawRequests = { method: 'POST', path: '/api/admin/raffles/spring/draw' };

/** Long enough for a beacon, on a busy machine. */
/** A quiet stream confirms nothing for up to 15 s, its heartbeat. */
const patience = { timeout: 20_000 };
const winner = () =>
  screen.findByText(/^Ticket \d wins Spring fair\.$/, { selector: 'p' }, patience);

async function sealedRaffle(t: ExecutionContext, { leadSeconds = 2 } = {}) {
  const chain = makeChain({ leadSeconds });
  const relay = await startRelay(t, chain);
  const environment = drandEnvironment(t, chain, [relay]);
  return openRaffle(t, { buyers: 3, rules: { randomness: 'drand' }, environment });
}

test.serial('what is known is shown, the id is typed, and the winner is drawn', async (t) => {
  const { user, url } = await openRaffle(t, { buyers: 3, rules: { capacity: 10 } });
  await user.click(await button('Draw the winner …'));
  const dialog = await screen.findByRole('alertdialog', { name: 'Draw the winner of Spring fair' });
  const facts = () =>
    within(dialog)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
  await waitFor(() => {
    if (within(dialog).getAllByRole('img', { name: 'Right' }).length !== 3) throw new Error('wait');
  });
  const checkpoint = await (await fetch(`${url}/api/raffles/spring/checkpoint`)).text();
  const [, size, root] = checkpoint.split('\n');
  t.is(size, '7');
  t.deepEqual(facts(), [
    'The service answers',
    '6 sold + 4 unsold = 10 in all',
    `Log: 7 entries, root ${Buffer.from(root!, 'base64').toString('hex').slice(0, 8)}`,
    'Drawn by this server; not publicly verifiable beyond the log.',
  ]);
  await type(user, 'spring{Enter}');
  const sentence = await winner();
  await waitFor(() => {
    if (document.activeElement !== sentence) throw new Error('no focus yet');
  });
  const draw = await (await fetch(`${url}/api/raffles/spring/draw`)).json();
  const { ticketNumber, holder } = draw.winner;
  t.is(sentence.textContent, `Ticket ${ticketNumber} wins Spring fair.`);
  t.truthy(await screen.findByText(new RegExp(`^Holder ${holder}, one of 6 sold, drawn`)));
  t.truthy(screen.getByText(`Bought by buyer${Math.ceil(ticketNumber / 2) - 1}@example.org.`));
  t.is(screen.getByRole('link', { name: 'Verify' }).getAttribute('href'), '#/raffles/spring/audit');
  t.true((await button('Draw the winner …')).disabled);
  t.truthy(screen.getByText('The winner is drawn already. There is no second draw.'));
  t.is(messagesFor('en').draw.fairness.local, draw.fairness);
});

test.serial('a double click and a mashed Enter are one order', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  const requests = watchRequests(t, drawRequests);
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring{Enter}{Enter}{Enter}');
  await winner();
  await new Promise((resolve) => setTimeout(resolve, 300));
  t.is(requests.keys.length, 1);
});

test.serial(
  'an order that got lost while tickets are sold takes the whole way again, with its key',
  async (t) => {
    const { user, unmount, open } = await openRaffle(t, { buyers: 1 });
    const requests = watchRequests(t, drawRequests);
    requests.loseNext();
    await user.click(await button('Draw the winner …'));
    await type(user, 'spring{Enter}');
    await screen.findByText(/^The draw has not happened: the order did not arrive/, {}, patience);
    t.is(screen.queryByRole('alert'), null);
    unmount();
    const again = open();
    await screen.findByText(/^The draw has not happened/, {}, patience);
    await again.user.click(await button('Draw the winner …'));
    await screen.findByRole('alertdialog');
    await new Promise((resolve) => setTimeout(resolve, 300));
    t.is(requests.keys.length, 1, 'a press orders nothing');
    await type(again.user, 'spring{Enter}');
    await winner();
    t.is(requests.keys.length, 2);
    t.is(new Set(requests.keys).size, 1);
    t.is(sessionStorage.length, 0);
  },
);

test.serial('an order that got lost after the sales is given again in one press', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await operator.call('closeRaffle', { params });
  await screen.findByText('Drawing names the one winner, for good.');
  const requests = watchRequests(t, drawRequests);
  requests.loseNext();
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring{Enter}');
  const again = await button('Order the draw again');
  t.truthy(screen.getByText(/Asking again is safe, there is one draw/));
  t.true(sessionStorage.length > 0);
  await user.dblClick(again);
  await winner();
  t.is(requests.keys.length, 2);
  t.is(new Set(requests.keys).size, 1);
  t.is(sessionStorage.length, 0);
});

test.serial('a draw that did not happen is not ordered by a later closing', async (t) => {
  const { user, operator, unmount, open } = await sealedRaffle(t, { leadSeconds: 60 });
  const requests = watchRequests(t, drawRequests);
  requests.loseNext();
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring{Enter}');
  await screen.findByText(/^The draw has not happened/, {}, patience);
  await operator.call('closeRaffle', { params });
  await screen.findByText(/It waits for round/, { selector: 'output' });
  unmount();
  open();
  await screen.findByText(/It waits for round/, { selector: 'output' });
  t.false((await button('Draw the winner …')).disabled);
  await new Promise((resolve) => setTimeout(resolve, 500));
  t.is(requests.keys.length, 1);
});

test.serial('a sealed draw waits for its beacon, counts down, and draws by itself', async (t) => {
  const { user, url } = await sealedRaffle(t);
  const requests = watchRequests(t, drawRequests);
  await user.click(await button('Draw the winner …'));
  t.truthy(await screen.findByText(/^Sealed at the closing and decided by a public beacon/));
  await type(user, 'spring{Enter}');
  t.truthy(
    await screen.findByText(/It waits for round .* No other round will do\./, {
      selector: 'output',
    }),
  );
  t.truthy(screen.getByText(/^The beacon is published in [123] seconds?\.$|^The beacon is due/));
  await winner();
  t.true(requests.keys.length >= 2);
  t.is(new Set(requests.keys).size, 1);
  const draw = await (await fetch(`${url}/api/raffles/spring/draw`)).json();
  t.is(messagesFor('en').draw.fairness.drand, draw.fairness);
});

test.serial(
  'a chain that the service does not know is told at once, and no beacon is asked for',
  async (t) => {
    const { user } = await sealedRaffle(t);
    const { fetch } = globalThis;
    const detail = 'It waits for a chain that this service does not know.';
    const said = { type: '/docs', title: '', status: 409, detail, instance: '' };
    const problem = { ...said, code: 'beacon-pending', waitsFor: 'chain' };
    globalThis.fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (new URL(reply.url).pathname !== drawRequests.path) return reply;
      return Response.json(problem, { status: 409, headers: { 'retry-after': '30' } });
    };
    t.teardown(() => {
      globalThis.fetch = fetch;
      sessionStorage.clear();
    });
    await user.click(await button('Draw the winner …'));
    await type(user, 'spring{Enter}');
    t.truthy(await screen.findByText(detail, { selector: 'output' }));
    t.is(screen.queryByText(/^The beacon is (published|due)|--beacon/), null);
  },
);

test.serial('where no relay answers, the page says so, and the way out', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain, (_request, response) => response.writeHead(503).end());
  const environment = drandEnvironment(t, chain, [relay]);
  const rules = { randomness: 'drand' } as const;
  const { user, url } = await openRaffle(t, { buyers: 1, rules, environment });
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring{Enter}');
  const told = await screen.findByText(/which is published, but/, { selector: 'output' }, patience);
  t.is(told.lang, 'en');
  t.is(screen.queryByText(/^The beacon is published in/), null);
  t.truthy(screen.getByText(`npx raffle draw spring --beacon round.json --url ${url}`));
});

test.serial(
  'a page loaded again in the middle shows where the draw stands, and goes on by itself',
  async (t) => {
    const { user, unmount, open } = await sealedRaffle(t);
    const requests = watchRequests(t, drawRequests);
    await user.click(await button('Draw the winner …'));
    await type(user, 'spring{Enter}');
    await screen.findByText(/It waits for round/, { selector: 'output' });
    unmount();
    open();
    t.truthy(await screen.findByText(/It waits for round/, { selector: 'output' }));
    t.truthy(screen.getByText(/^The beacon is published in [123] seconds?\.$|^The beacon is due/));
    t.is(screen.queryByText(/^Drawing ends the sales/), null);
    await winner();
    t.is(new Set(requests.keys).size, 1);
  },
);

test.serial('a raffle that was closed elsewhere is drawn from here', async (t) => {
  const { user, operator } = await sealedRaffle(t, { leadSeconds: 1 });
  await operator.call('closeRaffle', { params });
  await screen.findByText(/It waits for round/, { selector: 'output' });
  t.truthy(
    screen.getByText(/^The beacon is published in |^The beacon is due\. It is asked for once/),
  );
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring{Enter}');
  await winner();
  t.pass();
});

test.serial('of two operators one draws, and the other is shown the same winner', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 3 });
  const requests = watchRequests(t, drawRequests);
  let first = 0;
  requests.before(async () => {
    first = (await operator.call('drawWinner', { params })).winner.ticketNumber;
  });
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring{Enter}');
  t.truthy(await screen.findByText(/^Somebody else has drawn already: ticket \d$/));
  t.truthy(await screen.findByText(`Ticket ${first} wins Spring fair.`, { selector: 'p' }));
  t.is(sessionStorage.length, 0);
});

test.serial('somebody else draws while the dialog is open, and it says so', async (t) => {
  const { user, operator } = await openRaffle(t, { buyers: 1 });
  await user.click(await button('Draw the winner …'));
  await type(user, 'spring');
  const dialog = within(screen.getByRole('alertdialog'));
  await operator.call('drawWinner', { params });
  t.truthy(await dialog.findByText('The winner is drawn already. There is no second draw.'));
  t.true(dialog.getByRole<HTMLButtonElement>('button', { name: 'Draw the winner' }).disabled);
  t.is(dialog.queryByRole('img', { name: 'Right' }), null);
});

test.serial('nothing is ticked before the draw while the service does not answer', async (t) => {
  const { user } = await openRaffle(t, { buyers: 1 });
  await user.click(await button('Draw the winner …'));
  const dialog = within(screen.getByRole('alertdialog'));
  await waitFor(() => {
    if (dialog.getAllByRole('img', { name: 'Right' }).length !== 3) throw new Error('wait');
  });
  const { fetch } = globalThis;
  globalThis.fetch = async () => Promise.reject(new TypeError('Nobody there.'));
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  window.dispatchEvent(new Event('offline'));
  t.truthy(await dialog.findByText(/^The service does not answer/));
  t.is(dialog.queryByRole('img', { name: 'Right' }), null);
});

test.serial('where no ticket is sold there is nobody to draw, and the page says so', async (t) => {
  await openRaffle(t);
  t.true((await button('Draw the winner …')).disabled);
  t.truthy(screen.getByText('There is nobody to draw: no ticket is sold.'));
});
