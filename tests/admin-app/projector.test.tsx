import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitFor } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import type { DrawRecord } from '#contract/schemas.ts';
import { explainDraw } from '../../admin-app/projector/explain-draw.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { sealedLog } from '../support/sealed-log.ts';
import { openRaffle, type OpenRaffleOptions } from './support/open-raffle.tsx';

resetBetweenTests();

const params = { id: 'spring' };
const patience = { timeout: 20_000 };
const projector: OpenRaffleOptions = { view: '/projector', role: 'nobody', buyers: 3 };
const number = () => document.querySelector('strong.number')?.textContent;
const result = () =>
  screen.findByText(/^Ticket \d wins Spring fair\.$/, { selector: 'main p' }, patience);

/** Every request the page makes from now on. */
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

async function sealedWall(t: ExecutionContext, leadSeconds = 1) {
  const chain = makeChain({ leadSeconds });
  const relay = await startRelay(t, chain);
  const environment = drandEnvironment(t, chain, [relay]);
  return openRaffle(t, { ...projector, rules: { randomness: 'drand' }, environment });
}

/** Draws, once the beacon is there. */
async function draw({ operator }: Pick<Awaited<ReturnType<typeof sealedWall>>, 'operator'>) {
  for (;;) {
    try {
      return await operator.call('drawWinner', { params });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

test.serial('while tickets are sold the wall counts what is left, live', async (t) => {
  const { signIn, operator } = await openRaffle(t, { ...projector, rules: { capacity: 10 } });
  await screen.findByText('of 10 tickets are left');
  t.is(number(), '4');
  await (await signIn('late@example.org')).buy('spring');
  await screen.findByText('7 sold');
  t.is(number(), '3');
  await operator.call('closeRaffle', { params });
  t.truthy(await screen.findByText('Waiting for the draw'));
  t.is(number(), '7');
});

test.serial(
  'a draw comes together from what decided it, and the space bar skips to the number',
  async (t) => {
    const wall = await openRaffle(t, projector);
    await screen.findByText('6 sold');
    const { winner } = await wall.operator.call('drawWinner', { params });
    t.truthy(await screen.findByText('Tickets in the draw'));
    t.is(number(), undefined, 'the number comes last');
    await wall.user.keyboard(' ');
    t.is((await result()).textContent, `Ticket ${winner.ticketNumber} wins Spring fair.`);
    t.is(number(), String(winner.ticketNumber));
    await wall.user.keyboard('{Enter}');
    t.is(number(), undefined, 'it is shown again');
    const began = performance.now();
    await result();
    const tookMs = performance.now() - began;
    t.true(tookMs > 2000, String(tookMs));
  },
);

test.serial(
  'a sealed draw counts down to its round, then shows both shares and the sum',
  async (t) => {
    const wall = await sealedWall(t, 3);
    await screen.findByText('6 sold');
    await wall.operator.call('closeRaffle', { params });
    t.truthy(await screen.findByText(/^until round .* of the public beacon/));
    t.regex(number()!, /^0:0[1-4]$/);
    t.truthy(await screen.findByText(/^Round .* of the public beacon was due at/, {}, patience));
    t.truthy(screen.getByText('Waiting for the draw'));
    const record = await draw(wall);
    await screen.findByText('Sealed before');
    await wall.user.keyboard(' ');
    await result();
    const { r } = record.reveal!;
    t.truthy(
      screen.getByText(
        new RegExp(`^\\(${r} from the seal \\+ \\d from the beacon\\) mod 6 = ${record.index},`),
      ),
    );
  },
);

test.serial('the wall goes by the service’s clock, whatever the device’s says', async (t) => {
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
  const wall = await sealedWall(t, 60);
  await screen.findByText('6 sold');
  await wall.operator.call('closeRaffle', { params });
  await screen.findByText(/^Round .* of the public beacon was due at/);
  t.is(screen.queryByText(/Nobody can know the number yet/), null);
});

test.serial('a wall that is opened after the draw shows the number and no suspense', async (t) => {
  const { operator, unmount, open } = await openRaffle(t, projector);
  await screen.findByText('6 sold');
  const { winner } = await operator.call('drawWinner', { params });
  unmount();
  open();
  await result();
  t.is(number(), String(winner.ticketNumber));
  t.is(screen.queryByText('Tickets in the draw'), null);
});

test.serial('a number that seal and beacon do not give is not shown as the result', async (t) => {
  const wall = await sealedWall(t);
  await screen.findByText('6 sold');
  await wall.operator.call('closeRaffle', { params });
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (new URL(reply.url).pathname !== '/api/raffles/spring/draw') return reply;
    const record = (await reply.json()) as DrawRecord;
    const index = (record.index + 1) % record.ticketCount;
    return Response.json({
      ...record,
      index,
      winner: { ...record.winner, ticketNumber: index + 1 },
    });
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  await draw(wall);
  t.truthy(
    await screen.findByText(/^The seal and the beacon do not give this number/, {}, patience),
  );
  t.is(screen.queryByText('Sealed before'), null);
});

test.serial('the wall asks only what anybody may, orders nothing, and names nobody', async (t) => {
  const { operator, unmount, open } = await openRaffle(t, { ...projector, role: 'admin' });
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
  const { winner } = await operator.call('showDraw', { params });
  t.false(document.body.textContent.includes(winner.holder));
  t.notRegex(document.body.textContent, /@|buyer/);
});

test.serial(
  'a rehearsal says so on the wall, and what is not there is said not to be',
  async (t) => {
    const { unmount, operator, open } = await openRaffle(t, {
      ...projector,
      rules: { rehearsal: true },
    });
    t.truthy(await screen.findByText('Rehearsal. Nothing here is real.'));
    await operator.call('deleteRaffle', { params });
    t.truthy(await screen.findByText(/it is deleted/));
    unmount();
    open();
    await waitFor(() => screen.getByText(/There is no raffle with this id|it is deleted/));
  },
);

test('a sealed draw is explained by what it reveals; anything else is a contradiction', (t) => {
  const record = sealedLog({ ticketCount: 7, r: 3 }).draw as unknown as DrawRecord;
  const how = explainDraw(record);
  t.like(how, { kind: 'sealed', r: 3, index: record.index });
  t.is(how.kind === 'sealed' && (how.r + how.d) % 7, record.index);
  const { seal, reveal } = record;
  const lies: DrawRecord[] = [
    { ...record, index: (record.index + 1) % 7 },
    { ...record, ticketCount: 8 },
    { ...record, raffle: 'autumn' },
    { ...record, reveal: { ...reveal!, r: 4 } },
    {
      ...record,
      reveal: { ...reveal!, beacon: { ...reveal!.beacon, randomness: '00'.repeat(32) } },
    },
    { ...record, reveal: { ...reveal!, nonce: 'x' } },
    { ...record, seal: { ...seal!, root: '11'.repeat(32) } },
    { ...record, seal: undefined },
    { ...record, reveal: undefined },
  ];
  // Another root or beacon may come to the same number by chance; these do not.
  for (const lie of lies) t.is(explainDraw(lie).kind, 'contradiction', JSON.stringify(lie));
  t.deepEqual(explainDraw({ ...record, randomness: 'local' }), {
    kind: 'local',
    index: record.index,
    ticketCount: 7,
  });
});
