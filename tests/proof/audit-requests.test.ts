import { sign } from 'node:crypto';
import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import type { Json } from '#proof/canonical-json.ts';
import { formatVerifierKey } from '#proof/signed-note.ts';
import type { Check } from '#proof/verdict.ts';
import { bend, failed, type Bent } from '../support/bent-bundles.ts';
import { RaffleStory, type StoryRequest } from '../support/raffle-story.ts';
import { fairStoryWithPrizes } from '../support/sealed-log.ts';
import { newOperator, rehearsal, signedLog, signOrder, signStory } from '../support/signed-log.ts';

test('auditBundle() finds a rehearsal that was requested as a real raffle, and the reverse', async (t) => {
  const real = await signedLog();
  const added = bend(real, ({ entries }) => (entries[0]!.entry['rehearsal'] = true));
  t.deepEqual(failed(auditBundle(added)), ['orders']);
  const hidden = bend(await signedLog({ body: rehearsal }), ({ entries }) => {
    delete entries[0]!.entry['rehearsal'];
  });
  t.deepEqual(failed(auditBundle(hidden)), ['orders']);
});

test('auditBundle() finds a request signed by a key that is not in the bundle', async (t) => {
  const { privateKey: _, ...stranger } = await newOperator('Eve');
  const bundle = bend(await signedLog(), (b) => (b.keys = [stranger]));
  t.deepEqual(failed(auditBundle(bundle)), ['signatures']);
});

test('auditBundle() finds a key enrolled under the id of another', async (t) => {
  const { publicKey } = await newOperator('Eve');
  const bundle = bend(await signedLog(), (b) => (b.keys[0]!['publicKey'] = publicKey));
  t.deepEqual(failed(auditBundle(bundle)), ['keys', 'signatures']);
});

test('auditBundle() finds a valid signature of a different request', async (t) => {
  const operator = await newOperator();
  const { privateKey: _, ...key } = operator;
  const at = '2026-03-08T19:00:00.000Z';
  const withDraw = async (path: string, orderedAt = at): Promise<string[]> => {
    const order = await signOrder(operator, path, { at: orderedAt });
    const bundle = bend(await signedLog(), ({ entries, keys }) => {
      keys.push({ ...key });
      entries[7]!.order = { ...order };
    });
    return failed(auditBundle(bundle));
  };
  t.deepEqual(await withDraw('/api/admin/raffles/spring/draw'), []);
  t.deepEqual(await withDraw('/api/admin/raffles/autumn/draw'), ['orders']);
  t.deepEqual(await withDraw('/api/admin/raffles/spring/close'), ['orders']);
  t.deepEqual(await withDraw('/api/admin/raffles/spring/draw?again'), ['orders']);
  t.deepEqual(await withDraw('/api/admin/raffles/spring/draw', '2026-03-08T18:49:00.000Z'), [
    'orders',
  ]);
});

test('auditBundle() finds a valid signature that is not of an admin request', async (t) => {
  const operator = await newOperator();
  const { privateKey, ...key } = operator;
  const path = '/api/admin/raffles/spring/draw';
  const honest = await signOrder(operator, path, { at: '2026-03-08T19:00:00.000Z' });
  const withBase = async (base: string): Promise<Check[]> => {
    const signature = sign(null, Buffer.from(base), privateKey).toString('base64url');
    return auditBundle(
      bend(await signedLog(), ({ entries, keys }) => {
        keys.push({ ...key });
        entries[7]!.order = { ...honest, base, signature };
      }),
    );
  };
  t.deepEqual(failed(await withBase(honest.base)), []);
  const lies = [
    honest.base.replace('tag="raffle-admin-v1"', 'tag="web-bot-auth"'),
    honest.base.replace('alg="ed25519"', 'alg="hmac-sha256"'),
    honest.base.replace(`keyid="${operator.keyid}"`, 'keyid="other"'),
    honest.base.replace(/;created=\d+/, ''),
    honest.base.replace('"@method": POST', '"@method": POST\n"@method": POST'),
    honest.base.replace('"@query": ?\n', ''),
    `hello\n${honest.base}`,
  ];
  for (const base of lies) t.deepEqual(failed(await withBase(base)), ['orders'], base);
});

test('auditBundle() finds a log that is named after another service', async (t) => {
  const logKey = formatVerifierKey('other.example/raffles/spring', new Uint8Array(32).fill(7));
  const change = ({ entries }: Bent): unknown => (entries[0]!.entry['logKey'] = logKey);
  t.deepEqual(failed(auditBundle(bend(await signedLog(), change))), ['log', 'orders']);
  t.deepEqual(failed(auditBundle(bend(await signedLog({ isDemo: true }), change))), ['log']);
});

test('auditBundle() requires an operator’s signature for everything but the opening of a demo', async (t) => {
  const bundle = await signedLog({ isDemo: true });
  for (const index of [6, 7]) {
    const unordered = bend(bundle, ({ entries }) => (entries[index]!.order = null));
    t.deepEqual(failed(auditBundle(unordered)), ['signatures', 'orders']);
  }
});

const fair = () => fairStoryWithPrizes({ randomness: 'local' });

test('auditBundle() passes a school fair with its operator requests', async (t) => {
  t.deepEqual(failed(auditBundle(await signStory(fair()))), []);
});

test('auditBundle() accepts the request of several entries repeated with each of them', async (t) => {
  const bundle = bend(await signStory(fair()), ({ entries }) => {
    for (const each of entries) {
      if (typeof each.order === 'number') each.order = entries[each.order]!.order!;
    }
  });
  t.false(bundle.entries.some(({ order }) => typeof order === 'number'));
  t.deepEqual(failed(auditBundle(bundle)), []);
});

/** The log of a story whose requests were changed before they were signed. */
async function withRequests(
  story: RaffleStory,
  change: (request: StoryRequest, index: number) => StoryRequest | null | undefined,
): Promise<string[]> {
  const changed = new Map<StoryRequest, StoryRequest | null | undefined>();
  for (const [index, told] of story.told.entries()) {
    const { request } = told;
    if (!request) continue;
    if (!changed.has(request)) changed.set(request, change(request, index));
    story.told[index] = { ...told, request: changed.get(request) };
  }
  return failed(auditBundle(await signStory(story)));
}

const replaceBody =
  (place: number, body: Json) =>
  (request: StoryRequest, index: number): StoryRequest =>
    index === place ? { ...request, body } : request;
const open = () => new RaffleStory({ prizes: ['a', 'b'], reserves: 1, closesAt });
const closesAt = '2026-03-08T18:00:00.000Z';

const requestLies: Readonly<Record<string, () => Promise<string[]>>> = {
  'an opening with other prizes than requested': () =>
    withRequests(open(), replaceBody(0, { prizes: ['a', 'c'], reserves: 1, closesAt })),
  'an opening with more reserves than requested': () =>
    withRequests(open(), replaceBody(0, { prizes: ['a', 'b'], closesAt })),
  'an opening with a time that was not requested': () =>
    withRequests(open(), replaceBody(0, { prizes: ['a', 'b'], reserves: 1 })),
  'an opening with another notice than requested': () =>
    withRequests(
      new RaffleStory({ notice: { price: { amount: 200, currency: 'GBP' } } }),
      replaceBody(0, { notice: { price: { amount: 100, currency: 'GBP' } } }),
    ),
  'an amendment that was not requested': () =>
    withRequests(open().amend({ title: 'Fair', capacity: 5 }), replaceBody(1, { title: 'Fair' })),
  'an amendment to another value than requested': () =>
    withRequests(open().amend({ title: 'Fair' }), replaceBody(1, { title: 'Fare' })),
  'an amendment that leaves out what was requested': () =>
    withRequests(open().amend({ title: 'Fair' }), replaceBody(1, { title: 'Fair', capacity: 5 })),
  'an amendment that keeps a time that was to be removed': () =>
    withRequests(open().amend({ title: 'F' }), replaceBody(1, { title: 'F', closesAt: null })),
  'an amendment requested with POST': () =>
    withRequests(open().amend({ title: 'Fair' }), (request, index) =>
      index === 1 ? { ...request, method: 'POST' } : request,
    ),
  'more desk tickets than requested': () =>
    withRequests(open().sellAtDesk('x', 2), replaceBody(1, { quantity: 1 })),
  'fewer desk tickets than requested': () =>
    withRequests(open().sellAtDesk('x', 1), replaceBody(1, { quantity: 2 })),
  'a desk sale that no operator requested': () =>
    withRequests(open().sellAtDesk('x'), (request, index) => (index === 1 ? null : request)),
  'a void of a ticket that was not named': () =>
    withRequests(open().sell('x', 2).void([1]), replaceBody(3, { numbers: [2], reason: 'unpaid' })),
  'a void of more tickets than named': () =>
    withRequests(
      open().sell('x', 2).void([1, 2]),
      replaceBody(3, { numbers: [1], reason: 'unpaid' }),
    ),
  'a void of only some of the tickets named': () =>
    withRequests(
      open().sell('x', 2).void([1]),
      replaceBody(3, { numbers: [1, 2], reason: 'unpaid' }),
    ),
  'a void of a later sale than requested': () =>
    withRequests(
      open().sell('x', 2).void([1]).sell('y').void([1]),
      replaceBody(5, { numbers: [1], reason: 'unpaid', soldBefore: 4 }),
    ),
  'a void for another reason than requested': () =>
    withRequests(
      open().sell('x', 2).void([1]),
      replaceBody(3, { numbers: [1], reason: 'refunded' }),
    ),
  'a cancellation for another reason than requested': () =>
    withRequests(open().cancel(), replaceBody(1, { reason: 'Rain' })),
  'a closing by order that no operator requested': () =>
    withRequests(open().close(), (request, index) => (index === 1 ? null : request)),
  'a closing by order that was a request to draw': () =>
    withRequests(new RaffleStory().sell('x').close().draw(), (request, index) =>
      index === 2 ? { ...request, path: request.path.replace('close', 'draw') } : request,
    ),
  'a claim of another prize than requested': () =>
    withRequests(drawn().claim(1, 1), (request, index) =>
      index === 5 ? { ...request, path: request.path.replace('/1/', '/2/') } : request,
    ),
  'a claim by another ticket than requested': () =>
    withRequests(drawn().claim(1, 1), replaceBody(5, { ticketNumber: 2 })),
  'a forfeit that was a request to claim': () =>
    withRequests(drawn().forfeit(1, 1, 'declined'), (request, index) =>
      index === 5 ? { ...request, path: request.path.replace('forfeit', 'claim') } : request,
    ),
  'a forfeit for another reason than requested': () =>
    withRequests(
      drawn().forfeit(1, 1, 'declined'),
      replaceBody(5, { ticketNumber: 1, reason: 'ineligible' }),
    ),
};

/** Tickets 1 and 2 hold the prizes. */
function drawn(): RaffleStory {
  return new RaffleStory({ prizes: ['a', 'b'] }, { r: [0] }).sell('x', 2).close().draw();
}

for (const [what, tell] of Object.entries(requestLies)) {
  test(`auditBundle() finds ${what}`, async (t) => {
    const found = await tell();
    t.true(found.includes('orders'), JSON.stringify(found));
  });
}

test('auditBundle() accepts a void of the sale that was requested', async (t) => {
  const story = open().sell('x', 2).void([1]).sell('y').void([1]);
  const asked = replaceBody(5, { numbers: [1], reason: 'unpaid', soldBefore: 5 });
  t.deepEqual(await withRequests(story, asked), []);
});

test('auditBundle() finds a request that is used again', async (t) => {
  const story = open().sell('x', 2).void([1]).sell('y').void([1]);
  const [once, , again] = story.told.slice(3);
  story.told[5] = { entry: again!.entry, request: once!.request };
  t.deepEqual(failed(auditBundle(await signStory(story))), ['orders']);
});

test('auditBundle() finds one request for entries of different times', async (t) => {
  const bundle = bend(await signStory(open().sell('x', 2).void([1, 2])), ({ entries }) => {
    entries[4]!.entry['at'] = '2026-03-01T09:02:01.000Z';
  });
  t.deepEqual(failed(auditBundle(bundle)), ['orders']);
});

test('auditBundle() finds a scheduled closing with an operator’s signature, and a request that is not there', async (t) => {
  const story = open().sell('x').at(closesAt).close('schedule');
  const bundle = await signStory(story);
  t.deepEqual(failed(auditBundle(bundle)), []);
  for (const order of [bundle.entries[0]!.order, 0, 1, 7]) {
    const bent = bend(bundle, ({ entries }) => Object.assign(entries[2]!, { order }));
    t.true(failed(auditBundle(bent)).includes('entries'));
  }
});
