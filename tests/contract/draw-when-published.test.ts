import { getEventListeners } from 'node:events';
import test from 'ava';
import { ProblemReply } from '#contract/client.ts';
import { drawWhenPublished } from '#contract/draw-when-published.ts';
import type { WaitsFor } from '#contract/problem-details.ts';
import type { DrawRecord } from '#contract/draws.ts';

const draw: DrawRecord = {
  raffle: 'spring',
  randomness: 'local',
  fairness: '',
  drawnAt: '2026-03-08T19:00:00.000Z',
  ticketCount: 42,
  order: [{ index: 6, ticketNumber: 7, holder: 'h7', sale: 7 }],
  winners: [{ prize: 1, title: 'Prize', state: 'drawn', ticketNumber: 7, holder: 'h7' }],
  forfeits: [],
  index: 6,
  winner: { ticketNumber: 7, holder: 'h7' },
};

const pendingFor = (waitsFor: WaitsFor, retryAfterSeconds: number | undefined) =>
  new ProblemReply(
    {
      type: '',
      title: '',
      status: 409,
      detail: '',
      instance: '',
      code: 'beacon-pending',
      waitsFor,
    },
    retryAfterSeconds,
  );

test('drawWhenPublished() removes its abort listener after each wait', async (t) => {
  const { signal } = new AbortController();
  const listenerCounts: number[] = [];
  const request = async () => {
    listenerCounts.push(getEventListeners(signal, 'abort').length);
    if (listenerCounts.length < 5) throw pendingFor('round', 0.001);
    return draw;
  };
  t.is(await drawWhenPublished(request, { signal }), draw);
  t.deepEqual(listenerCounts, [0, 0, 0, 0, 0]);
});

test('drawWhenPublished() ends when its signal is aborted before or during a wait', async (t) => {
  for (const when of ['before', 'during'] as const) {
    const controller = new AbortController();
    const { signal } = controller;
    const onPending = () => {
      if (when === 'before') controller.abort();
      else setImmediate(() => controller.abort());
    };
    const request = async () => Promise.reject(pendingFor('round', 3600));
    await t.throwsAsync(drawWhenPublished(request, { onPending, signal }), { name: 'AbortError' });
    t.is(getEventListeners(signal, 'abort').length, 0);
  }
});

test('drawWhenPublished() waits for a relay up to its time limit and reports why', async (t) => {
  const { signal } = new AbortController();
  const waits: WaitsFor[] = [];
  const replies = [
    pendingFor('round', 30),
    ...Array.from({ length: 9 }, () => pendingFor('relay', 3)),
  ];
  const options = {
    signal,
    relayWaitMsMax: 9_000,
    wait: async ({ waitsFor }: { waitsFor: WaitsFor }) => void waits.push(waitsFor),
  };
  const request = async () => Promise.reject(replies.shift()!);
  await t.throwsAsync(drawWhenPublished(request, options), { message: '', code: 'beacon-pending' });
  t.deepEqual(waits, ['round', 'relay', 'relay', 'relay']);
});

test('drawWhenPublished() does not repeat a request that was refused without a time to retry', async (t) => {
  let requests = 0;
  const request = async () => {
    requests += 1;
    throw pendingFor('round', undefined);
  };
  const { signal } = new AbortController();
  await t.throwsAsync(drawWhenPublished(request, { signal }), { code: 'beacon-pending' });
  t.is(requests, 1);
});
