import {
  cosignaturesMax,
  unwitnessed,
  type RaffleAlarm,
  type StoredCosignature,
  type WitnessAlarm,
  type WitnessedLog,
  type WitnessStore,
} from '../witness-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { witnessesName } from './folder-layout.ts';

interface Cosigned extends StoredCosignature {
  readonly type: 'checkpoint-cosigned';
  readonly raffle: string;
}

interface AlarmRaised extends RaffleAlarm {
  readonly type: 'alarm-raised';
}

export type WitnessEntry =
  | Cosigned
  | AlarmRaised
  | { readonly type: 'alarm-cleared'; readonly raffle: string; readonly witness: string }
  | { readonly type: 'raffle-forgotten'; readonly raffle: string };

/** A journal with more entries than this is compacted when half of them have no effect any more. */
const entriesMin = 1_000;

interface StoredLog {
  readonly cosignatures: Cosigned[];
  readonly alarms: Map<string, AlarmRaised>;
}

/** Changed in place, so that a change costs the same however many logs are witnessed. */
interface State {
  readonly logs: Map<string, StoredLog>;
  /** Number of cosignatures and alarms. */
  size: number;
}

/** What witnesses answered, in a journal of the data folder. */
export class LowdbWitnessStore implements WitnessStore {
  readonly #durable: State;
  /** Its state is ahead of the disk while a batch is written. */
  readonly #queue: CommitQueue<State, WitnessEntry>;

  private constructor(folder: DataFolder, db: Journal<WitnessEntry>) {
    const fold = () => db.data.entries.reduce<State>(evolve, { logs: new Map(), size: 0 });
    this.#durable = fold();
    this.#queue = new CommitQueue<State, WitnessEntry>({
      ...folder.queueSettings(witnessesName),
      db,
      state: fold(),
      evolve,
      onDurable: (_, entries) => void entries.reduce(evolve, this.#durable),
      compaction: {
        shorten: (state, entryCount) =>
          entryCount > Math.max(entriesMin, 2 * state.size) ? listEntries(state) : undefined,
        replace: (entries) => db.replace(entries),
      },
    });
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load(folder: DataFolder): Promise<LowdbWitnessStore> {
    return new LowdbWitnessStore(folder, await folder.openOwnJournal<WitnessEntry>(witnessesName));
  }

  read(raffle: string): WitnessedLog {
    return this.#durable.logs.get(raffle) ?? unwitnessed;
  }

  listAlarms(): readonly RaffleAlarm[] {
    return [...this.#durable.logs.values()].flatMap(({ alarms }) => [...alarms.values()]);
  }

  async addCosignature(raffle: string, cosignature: StoredCosignature): Promise<void> {
    await this.#queue.change(({ logs }) => {
      const { witness, size } = cosignature;
      const isThere = logs
        .get(raffle)
        ?.cosignatures.some((each) => each.witness === witness && each.size === size);
      const entry = { type: 'checkpoint-cosigned' as const, raffle, ...cosignature };
      return { entries: isThere === true ? [] : [entry], answer: undefined };
    });
  }

  async raiseAlarm(raffle: string, witness: string, alarm: WitnessAlarm): Promise<void> {
    await this.#queue.change(({ logs }) => {
      const isThere = logs.get(raffle)?.alarms.has(witness) === true;
      const entry = { type: 'alarm-raised' as const, raffle, witness, ...alarm };
      return { entries: isThere ? [] : [entry], answer: undefined };
    });
  }

  clearAlarm(raffle: string, witness: string): Promise<boolean> {
    return this.#queue.change(({ logs }) => {
      const answer = logs.get(raffle)?.alarms.has(witness) === true;
      return { entries: answer ? [{ type: 'alarm-cleared', raffle, witness }] : [], answer };
    });
  }

  async forget(raffle: string): Promise<void> {
    await this.#queue.change(({ logs }) => ({
      entries: logs.has(raffle) ? [{ type: 'raffle-forgotten', raffle }] : [],
      answer: undefined,
    }));
  }
}

/** The cosignatures and alarms that the texts of a journal leave, in order. */
export function readWitnessed(texts: readonly string[]): WitnessEntry[] {
  return listEntries(
    texts
      .map((text): WitnessEntry => JSON.parse(text))
      .reduce<State>(evolve, { logs: new Map(), size: 0 }),
  );
}

function evolve(state: State, entry: WitnessEntry): State {
  const { raffle } = entry;
  const log: StoredLog = state.logs.get(raffle) ?? { cosignatures: [], alarms: new Map() };
  switch (entry.type) {
    case 'checkpoint-cosigned':
      log.cosignatures.push(entry);
      state.size += 1 - dropOne(log.cosignatures, entry.witness);
      break;
    case 'alarm-raised':
      state.size += log.alarms.has(entry.witness) ? 0 : 1;
      log.alarms.set(entry.witness, entry);
      break;
    case 'alarm-cleared':
      state.size -= log.alarms.delete(entry.witness) ? 1 : 0;
      break;
    case 'raffle-forgotten':
      state.size -= log.cosignatures.length + log.alarms.size;
      state.logs.delete(raffle);
      return state;
    default:
      return entry satisfies never;
  }
  state.logs.set(raffle, log);
  return state;
}

/** Drops the second cosignature of a witness that has too many. @returns How many were dropped. */
function dropOne(cosignatures: Cosigned[], witness: string): 0 | 1 {
  if (cosignatures.length <= cosignaturesMax) return 0;
  const own = cosignatures.filter((each) => each.witness === witness);
  const [, second] = own;
  if (own.length <= cosignaturesMax || second === undefined) return 0;
  cosignatures.splice(cosignatures.indexOf(second), 1);
  return 1;
}

function listEntries({ logs }: State): WitnessEntry[] {
  return [...logs.values()].flatMap(({ cosignatures, alarms }) => [
    ...cosignatures,
    ...alarms.values(),
  ]);
}
