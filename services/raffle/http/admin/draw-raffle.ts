import { randomInt } from 'node:crypto';
import type { WaitsFor } from '#contract/problem-details.ts';
import type * as z from 'zod/mini';
import type { CloseRequest, DrawRequest } from '#contract/requests.ts';
import type { Beacon } from '#contract/draws.ts';
import { closeRaffle, drawPrizes } from '../../domain/close-and-draw.ts';
import type { MakeSeal, OpenSeal, SealedLog } from '../../domain/commands.ts';
import type { OperatorSignature, RaffleClosed, Seal } from '../../domain/entries.ts';
import { RuleBroken, type Decision } from '../../domain/decision.ts';
import type { DrawnRaffle, OpenedRaffle } from '../../domain/raffle.ts';
import type { Operator } from '../../identity/admin-request.ts';
import type { ClockCheck, SealedDraws } from '../../randomness/sealed-draws.ts';
import type { Outcome, RaffleStore } from '../../stores/raffle-store.ts';
import { parse } from '../requests/read-request.ts';
import { HttpProblem, retryAfter } from '../requests/http-problem.ts';
import { viewDraw } from '../raffles/draw-view.ts';

export interface DrawDependencies {
  readonly raffles: RaffleStore;
  readonly sealedDraws: SealedDraws;
}

/** Wait before the next attempt if a published beacon could not be fetched. */
const retryAfterMs = 3_000;
/** Longest wait before the next attempt, whatever the clock says. */
const retryAfterSecondsMax = 60;

/**
 * Draws the prizes. A sealed raffle needs the beacon of its seal.
 *
 * @throws {HttpProblem} `beacon-pending`: sales have ended, and nothing is drawn yet; `clock-wrong`,
 *   `clock-unchecked`: the draw cannot be sealed.
 * @throws {RuleBroken} the rules refuse.
 */
export async function drawRaffle(
  dependencies: DrawDependencies,
  id: string,
  {
    operatorSignature,
    beacon,
    ...confirmed
  }: { readonly operatorSignature: OperatorSignature } & DrawRequest,
): Promise<Outcome & { readonly raffle: DrawnRaffle }> {
  const { raffles, sealedDraws } = dependencies;
  const before = await raffles.find(id);
  const openSeal = await findOpener(sealedDraws, before, beacon);
  const clock = await checkClock(sealedDraws, before, confirmed);
  const outcome = await raffles
    .change(id, (now, root, at) => {
      const makeSeal = sealerAt(clock, sealedDraws, { raffleId: id, root });
      const opener = openSeal === undefined ? {} : { openSeal };
      return drawPrizes(
        { type: 'DrawPrizes', randomInt, makeSeal, ...opener, at, operatorSignature },
        now,
      );
    })
    .catch(async (error: unknown) => {
      throw explain(error, await raffles.find(id));
    });
  const { raffle } = outcome;
  if (raffle.status === 'drawn') return { ...outcome, raffle };
  throw pending(raffle.status === 'closed' ? raffle.closed.seal : undefined);
}

/** Closes a raffle. If a beacon decides its draw, the draw is sealed in the same step. */
export async function closeSales(
  { raffles, sealedDraws }: DrawDependencies,
  id: string,
  {
    operatorSignature,
    ...confirmed
  }: { readonly operatorSignature: OperatorSignature } & CloseRequest,
): Promise<Outcome<Decision<RaffleClosed>>> {
  const clock = await checkClock(sealedDraws, await raffles.find(id), confirmed);
  return raffles.change(id, (now, root, at) => {
    const makeSeal = sealerAt(clock, sealedDraws, { raffleId: id, root });
    return closeRaffle({ type: 'CloseRaffle', makeSeal, at, operatorSignature }, now);
  });
}

/** Parses the body of a signed request; an empty body has no options. */
export function readSignedOptions<Body extends object>(
  { operatorSignature }: Operator,
  schema: z.ZodMiniType<Body>,
): Partial<Body> {
  if (operatorSignature.body === '') return {};
  try {
    return parse(schema, JSON.parse(operatorSignature.body));
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem('invalid-request', 'The body is not valid JSON. Nothing was changed.');
  }
}

/**
 * Compares the service's clock with the beacon before sales end. The round in a seal follows from the
 * clock: a fast clock makes people wait, and with a slow one the round is already public.
 */
async function checkClock(
  sealedDraws: SealedDraws,
  raffle: OpenedRaffle | undefined,
  confirmed: CloseRequest,
): Promise<ClockCheck> {
  const { chainHash } = raffle?.rules ?? {};
  const isSealing = raffle?.status === 'open' && raffle.pool.size > 0 && chainHash !== undefined;
  const check = isSealing ? await sealedDraws.checkClock(chainHash) : unchecked;
  return isConfirmed(check, confirmed) ? { kind: 'right' } : check;
}

/** A slow clock is certainly wrong, so an operator cannot confirm it. */
function isConfirmed(check: ClockCheck, confirmed: CloseRequest): boolean {
  switch (check.kind) {
    case 'right':
      return true;
    case 'unchecked':
      return confirmed.confirmUncheckedClock === true;
    case 'wrong':
      return check.aheadSeconds > 0 && confirmed.confirmStoppedBeacon === true;
    default:
      return check satisfies never;
  }
}

const unchecked: ClockCheck = { kind: 'unchecked' };

/** Refuses only when a seal is made: an empty raffle needs none, and a closed one has it. */
function sealerAt(clock: ClockCheck, sealedDraws: SealedDraws, log: SealedLog): MakeSeal {
  if (clock.kind === 'right') return sealedDraws.sealer(log);
  return () => {
    throw clock.kind === 'unchecked' ? clockUnchecked() : clockWrong(clock);
  };
}

function clockUnchecked(): HttpProblem {
  return new HttpProblem(
    'clock-unchecked',
    'No beacon relay could be reached to check this service’s clock, and the sealed draw depends on it. Nothing was changed. Try again, or check the clock yourself and confirm it (confirmUncheckedClock).',
  );
}

function clockWrong({
  aheadSeconds,
  newestAt,
}: ClockCheck & { readonly kind: 'wrong' }): HttpProblem {
  const serverTime = new Date().toISOString();
  const off = `${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'}`;
  const next =
    aheadSeconds > 0
      ? 'Set the clock, then try again. If it is right, the beacon has stopped: wait until it goes on, or confirm that it has stopped (confirmStoppedBeacon).'
      : 'Set the clock, then try again.';
  return new HttpProblem(
    'clock-wrong',
    `This service’s clock is ${off} the beacon: it says ${serverTime}, and the newest round is of ${newestAt}. The draw would be sealed to the wrong round. Nothing was changed. ${next}`,
    { facts: { aheadSeconds, serverTime, newestAt } },
  );
}

async function findOpener(
  sealedDraws: SealedDraws,
  raffle: OpenedRaffle | undefined,
  given: Beacon | undefined,
): Promise<OpenSeal | undefined> {
  const seal = raffle?.status === 'closed' ? raffle.closed.seal : undefined;
  if (raffle === undefined || seal === undefined) return undefined;
  const isDue = Date.parse(seal.publishedAt) <= Date.now();
  const beacon = given ?? (isDue ? await sealedDraws.fetchBeacon(seal) : undefined);
  if (beacon === undefined) return undefined;
  try {
    return sealedDraws.opener(raffle.opened.raffleId, seal, beacon);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new HttpProblem('invalid-request', `beacon: ${message} Nothing was changed.`, { cause });
  }
}

/** Adds the draw to `already-drawn`, and the time of the beacon to `beacon-pending`. */
function explain(error: unknown, raffle: OpenedRaffle | undefined): unknown {
  if (!(error instanceof RuleBroken) || raffle === undefined) return error;
  if (error.code === 'already-drawn' && raffle.status === 'drawn') {
    return new HttpProblem('already-drawn', error.message, { facts: { draw: viewDraw(raffle) } });
  }
  if (error.code === 'beacon-pending' && raffle.status === 'closed') {
    return pending(raffle.closed.seal);
  }
  return error;
}

function pending(seal: Seal | undefined): HttpProblem {
  if (seal === undefined) throw new TypeError('A raffle without a seal is never pending.');
  const { round, publishedAt } = seal;
  const isDue = Date.parse(publishedAt) <= Date.now();
  const why = isDue
    ? 'which is published, but no relay gave it. Ask again later, or send the beacon along'
    : `which is published at ${publishedAt}. Ask again then`;
  return waiting(
    seal,
    isDue ? 'relay' : 'round',
    `It waits for round ${round} of the beacon, ${why}. No other round will do.`,
  );
}

function waiting(seal: Seal, waitsFor: WaitsFor, why: string): HttpProblem {
  const waitMs = Date.parse(seal.publishedAt) - Date.now();
  const seconds = retryAfter(waitMs > 0 ? waitMs : retryAfterMs, retryAfterSecondsMax);
  return new HttpProblem('beacon-pending', `Sales have ended and the draw is sealed. ${why}`, {
    headers: { 'retry-after': seconds },
    facts: { seal, waitsFor },
  });
}
