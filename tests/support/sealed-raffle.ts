import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { ProblemReply } from '#contract/client.ts';
import type { SealedDrawRecord } from '#contract/draws.ts';
import type { RaffleView, Seal } from '#contract/raffles.ts';
import { fromHex } from '#proof/bytes.ts';
import { openSeal } from '#proof/sealed-draw.ts';
import { drandEnvironment, makeChain, startRelay } from './beacon-chain.ts';
import { startTestService, temporaryFolder, type TestService } from './service.ts';

export const params = { id: 'spring' };

/** The closing request's confirmation, for tests in which no relay answers with the time. */
export const confirmed = { confirmUncheckedClock: true } as const;

export async function openSealed(service: TestService, tickets = 5): Promise<void> {
  const body = { id: 'spring', title: 'Spring', perPersonLimit: 100, randomness: 'drand' } as const;
  await service.operator.call('createRaffle', { body });
  if (tickets === 0) return;
  await (await service.signIn('ann@example.org')).buy('spring', { quantity: tickets });
}

export function sealOf(view: RaffleView): Seal {
  if ('seal' in view && view.seal !== undefined) return view.seal;
  throw new Error('There is no seal.');
}

export async function close(service: TestService): Promise<Seal> {
  return sealOf(await service.operator.call('closeRaffle', { params, body: confirmed }));
}

export async function pendingReply(
  t: ExecutionContext,
  attempt: Promise<unknown>,
): Promise<ProblemReply> {
  const error = await t.throwsAsync(attempt, { instanceOf: ProblemReply });
  t.is(error.code, 'beacon-pending');
  t.true(error.retryAfterSeconds! >= 1);
  return error;
}

export async function untilDue({ publishedAt }: Seal): Promise<void> {
  await sleep(Math.max(0, Date.parse(publishedAt) - Date.now()) + 50);
}

/** Recomputes the winner's position from public data. */
export function recompute({
  raffle,
  ticketCount,
  seal,
  reveal,
}: SealedDrawRecord): number | undefined {
  const randomness = fromHex(reveal.beacon.randomness, 32)!;
  const pool = { raffle, ticketCount, drawLength: 1 };
  return openSeal(pool, seal, { ...reveal, randomness })[0];
}

/** Restarts a service after its raffle was sealed and the round was published. */
export async function sealedBefore(t: ExecutionContext) {
  const chain = makeChain();
  const dataDir = temporaryFolder(t);
  const relay = await startRelay(t, chain);
  const environment = drandEnvironment(t, chain, [relay]);
  const service = await startTestService(t, { environment, dataDir });
  await openSealed(service);
  const seal = await close(service);
  await service.stop();
  await untilDue(seal);
  return { chain, dataDir, relay, environment, seal };
}
