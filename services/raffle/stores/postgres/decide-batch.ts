import type { Decision } from '../../domain/decision.ts';
import type { Entry } from '../../domain/entries.ts';
import { isOpened, type Raffle } from '../../domain/raffle.ts';
import { endsBatch } from '../batch-end.ts';
import { decideAfterClosing, type ClosingOptions } from '../due-closings.ts';
import type { Decide } from '../raffle-store.ts';
import type { RaffleCopy } from './raffle-copy.ts';
import type { Batch } from './written-batch.ts';

/** The answer to a change, to be called when its batch is durable. */
export interface DecidedChange {
  /** @throws The reason why the change was refused. */
  readonly answer: () => Decision;
  /** The raffle right after it. */
  readonly state: Raffle;
}

export interface DecidedBatch {
  readonly copy: RaffleCopy;
  readonly decided: readonly DecidedChange[];
  readonly batch: Batch | undefined;
}

/**
 * Decides changes one after the other on a copy, which gets ahead of the database.
 *
 * @param now Unix time in milliseconds, by the database's clock.
 * @returns The first changes. The others must wait for the next transaction.
 */
export function decideBatch(
  copy: RaffleCopy,
  changes: readonly Decide<Decision>[],
  now: number,
  { clock = () => now, sealer }: ClosingOptions,
): DecidedBatch {
  const options = { clock, root: () => copy.log.root(), ...(sealer && { sealer }) };
  const start = copy.state.version;
  const decisions: (readonly Entry[])[] = [];
  const decided: DecidedChange[] = [];
  for (const decide of changes) {
    const change = attempt(() => decideAfterClosing(copy.state, decide, options));
    for (const entry of change.entries) copy.append(entry);
    decisions.push(change.entries);
    decided.push({ answer: change.answer, state: copy.state });
    if (endsBatch(change.entries, copy.state.version - start)) break;
  }
  const raffle = copy.state;
  if (raffle.version === start || !isOpened(raffle)) return { copy, decided, batch: undefined };
  const { raffleId } = copy;
  return { copy, decided, batch: { raffleId, start, decisions, raffle, log: copy.log } };
}

/** A refusal is the answer to the change, and no failure of the others. */
function attempt(
  decide: () => ReturnType<typeof decideAfterClosing<Decision>>,
): ReturnType<typeof decideAfterClosing<Decision>> {
  try {
    return decide();
  } catch (refusal) {
    return {
      entries: [],
      answer() {
        throw refusal;
      },
    };
  }
}
