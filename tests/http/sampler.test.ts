import test from 'ava';
import type { Request } from 'express';
import { NetworkRateLimiter } from '../../services/raffle/http/limits/network-rate-limiter.ts';
import { MemoryRateLimits } from '../../services/raffle/http/limits/memory-rate-limits.ts';
import { HttpProblem, retryAfter } from '../../services/raffle/http/requests/http-problem.ts';
import { Sampler } from '../../services/raffle/http/limits/sampler.ts';

test('a sampler passes the first lines of an interval, and the next interval reports the number left out', (t) => {
  let now = 0;
  const sampler = new Sampler({ perIntervalMax: 2, intervalMs: 1_000, now: () => now });
  const take = (kind: string, times: number) =>
    Array.from({ length: times }, () => sampler.take(kind));
  t.deepEqual(take('404', 5), [1, 1, undefined, undefined, undefined]);
  t.deepEqual(take('401', 1), [1], 'each kind is counted by itself');
  now = 999;
  t.deepEqual(take('404', 1), [undefined]);
  now = 1_000;
  t.deepEqual(take('404', 3), [5, 1, undefined]);
});

test('Retry-After is at most an hour after the clock was set back by a day', async (t) => {
  const limit = { name: 'test', perHourMax: 1, refusal: 'Too many.' };
  const rateLimiter = new NetworkRateLimiter(new MemoryRateLimits(), limit);
  const request = { ip: '192.0.2.1' } as Request;
  await rateLimiter.take(request);
  const { now } = Date;
  Date.now = () => now() - 24 * 3_600_000;
  t.teardown(() => (Date.now = now));
  const refused = await t.throwsAsync(rateLimiter.take(request), { instanceOf: HttpProblem });
  t.is(refused?.headers['retry-after'], '3600');
});

test('Retry-After is at most the longest possible wait, even if the clock jumps', (t) => {
  const day = 24 * 3_600_000;
  t.is(retryAfter(day + 3_600_000, 3_600), '3600');
  t.is(retryAfter(1_500, 3_600), '2');
  t.is(retryAfter(-day, 3_600), '1');
});
