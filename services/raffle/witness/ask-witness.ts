import { CodedError } from '#errors';
import type { PublicLog } from '../stores/raffle-store.ts';
import type { StoredCosignature, WitnessStore } from '../stores/witness-store.ts';
import { addCheckpoint, type WitnessReply } from './add-checkpoint.ts';
import type { AskedWitness } from './asked-witness.ts';

export interface AskWitnessOptions {
  readonly witness: AskedWitness;
  readonly store: WitnessStore;
  readonly findLog: (raffle: string) => Promise<PublicLog | undefined>;
  /** Of one request, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborts requests when the service stops. */
  readonly stopped: AbortSignal;
}

/**
 * Result of asking a witness about a raffle:
 * - `cosigned`: it has cosigned the newest checkpoint, now or before.
 * - `stopped`: it has claimed to have seen another history, now (`size`) or before.
 * - `no-log`: there is no such raffle.
 */
export type Asked =
  | { readonly kind: 'cosigned' }
  | { readonly kind: 'stopped'; readonly size?: number }
  | { readonly kind: 'no-log' };

/** Largest difference between the clocks of a witness and this service. */
const clockSecondsMax = 300;

/** The witness did not cosign. It may do so later. */
export class NotCosigned extends CodedError<'not-cosigned'> {
  override name = 'NotCosigned';

  constructor(message: string) {
    super('not-cosigned', message);
  }
}

/**
 * Asks a witness to cosign the newest checkpoint of a raffle's log, unless it has done so. What it
 * answers is stored, so that no answer that was shown is forgotten.
 *
 * @throws {Error} It did not cosign; `NotCosigned` if it answered.
 */
export async function askWitness(raffle: string, options: AskWitnessOptions): Promise<Asked> {
  const { witness, store, findLog } = options;
  // Read before the log, so that no cosignature is newer than the log.
  const { alarms, cosignatures } = await store.read(raffle);
  const log = await findLog(raffle);
  if (log === undefined) return { kind: 'no-log' };
  if (alarms.has(witness.id)) return { kind: 'stopped' };
  const sizes = cosignatures.filter((each) => each.witness === witness.id).map(({ size }) => size);
  const from = Math.max(0, ...sizes);
  if (from === log.size) return { kind: 'cosigned' };
  // This service's log is shorter than when the witness signed it: its folder is an older copy.
  if (from > log.size) return raiseAlarm(raffle, from, options);

  let reply = await send(log, from, options);
  if (reply.kind === 'other-size') {
    const { size } = reply;
    const isFurther = size > ((await findLog(raffle))?.size ?? 0);
    // Naming the size that was just sent, it would refuse for ever.
    if (isFurther || size === from) return raiseAlarm(raffle, size, options);
    // Grown meanwhile, the log is further than this checkpoint; another round asks for it.
    if (size > log.size) throw new NotCosigned('The witness has seen a newer checkpoint.');
    reply = await send(log, size, options);
    if (reply.kind === 'other-size') throw new NotCosigned('The witness named two other sizes.');
  }
  switch (reply.kind) {
    case 'cosigned': {
      const cosignature = witness.readCosignature(log.checkpoint + reply.lines, log.size);
      if (cosignature === undefined) throw new NotCosigned('The cosignature is wrong.');
      requirePlausible(cosignature);
      await store.addCosignature(raffle, cosignature);
      return { kind: 'cosigned' };
    }
    case 'other-history':
      return raiseAlarm(raffle, log.size, options);
    case 'refused':
      throw new NotCosigned(refusals[reply.status] ?? `The witness answered ${reply.status}.`);
    default:
      return reply satisfies never;
  }
}

/**
 * Of a size the first cosignature is stored, so one by a wrong clock would stay. A witness whose clock
 * was set right signs the same checkpoint again.
 */
function requirePlausible({ time }: StoredCosignature): void {
  const aheadSeconds = time - Math.floor(Date.now() / 1000);
  if (Math.abs(aheadSeconds) <= clockSecondsMax) return;
  const side = aheadSeconds > 0 ? 'ahead of' : 'behind';
  throw new NotCosigned(
    `The witness's clock is ${Math.abs(aheadSeconds)} s ${side} the clock of this service.`,
  );
}

const refusals: Readonly<Record<number, string>> = {
  400: 'The witness answered 400: it cannot read the request.',
  403: 'The witness answered 403: it trusts another key for this log.',
  404: 'The witness answered 404: it does not know this log. Its operator must follow this service.',
};

async function send(
  log: PublicLog,
  from: number,
  { witness, timeoutMs, stopped }: AskWitnessOptions,
): Promise<WitnessReply> {
  const consistency = from === 0 ? [] : await log.consistency(from, log.size);
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]);
  return addCheckpoint(witness.url, { from, consistency, checkpoint: log.checkpoint }, signal);
}

async function raiseAlarm(
  raffle: string,
  size: number,
  { witness, store }: AskWitnessOptions,
): Promise<Asked> {
  await store.raiseAlarm(raffle, witness.id, { size, at: new Date().toISOString() });
  return { kind: 'stopped', size };
}
