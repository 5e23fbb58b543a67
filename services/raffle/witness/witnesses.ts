import type { WitnessPolicy } from '#proof/witness-policy.ts';
import type { ListedRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { RaffleStore } from '../stores/raffle-store.ts';
import type { RaffleAlarm, WitnessAlarm, WitnessStore } from '../stores/witness-store.ts';
import { askWitness, type Asked } from './ask-witness.ts';
import { listAsked, type AskedWitness } from './asked-witness.ts';
import { WitnessQueue, type Again } from './witness-queue.ts';

export interface WitnessesOptions {
  /** Undefined: no witness is asked. */
  readonly policy: WitnessPolicy | undefined;
  readonly raffles: RaffleStore;
  readonly store: WitnessStore;
  /** Minimum time from one request to a witness about a raffle to the next, unless it is urgent. */
  readonly intervalMs: number;
  /** Of one request. */
  readonly timeoutMs: number;
  /** Concurrent requests to one witness; urgent ones may be twice as many. */
  readonly concurrency: number;
  /** Lets other work run. */
  readonly pause: () => Promise<void>;
  /** Takes the reason why a witness did not cosign. It is asked again later. */
  readonly onFailure: (facts: RequestFacts, cause: unknown) => void;
  /** A witness claims to have seen another history, of this number of entries. */
  readonly onAlarm: (facts: RequestFacts, size: number) => void;
}

export interface RequestFacts {
  readonly raffle: string;
  /** Name of the witness in the policy. */
  readonly witness: string;
}

/** Requests to one witness since the start, by outcome. */
export interface RequestCounts {
  cosigned: number;
  failed: number;
}

/** Until the sealed round is published, a closing that is not cosigned is sent again so soon. */
const closingRetryMs = 2_000;

/**
 * Asks the witnesses of the policy to cosign the logs of all raffles: at the opening, the closing and
 * the draw at once, and otherwise when a log has grown, at most once in an interval. A change of a
 * raffle only makes a note, so no sale waits for a witness.
 */
export class Witnesses {
  readonly #options: WitnessesOptions;
  readonly #asked: readonly AskedWitness[];
  readonly #queues: readonly WitnessQueue[];
  readonly #unsubscribe: readonly (() => void)[];
  readonly #stopping = new AbortController();
  /** Raffle and witness of the requests that an operator has resumed in this process. */
  readonly #resumed = new Set<string>();
  #isAsking = false;
  /** By name of the witness. */
  readonly counts: ReadonlyMap<string, RequestCounts>;

  constructor(options: WitnessesOptions) {
    this.#options = options;
    const { policy, raffles, intervalMs, concurrency } = options;
    this.#asked = policy === undefined ? [] : listAsked(policy);
    this.counts = new Map(this.#asked.map(({ name }) => [name, { cosigned: 0, failed: 0 }]));
    this.#queues = this.#asked.map(
      (witness) =>
        new WitnessQueue({
          ask: (raffle) => this.#ask(raffle, witness),
          intervalMs,
          soonMs: closingRetryMs,
          concurrency,
        }),
    );
    this.#unsubscribe = [
      raffles.subscribe((raffle) => this.#note(raffle)),
      raffles.subscribeToDeletions((id) => void this.#forget(id)),
    ];
  }

  /** For the only process. */
  static async start(options: WitnessesOptions): Promise<Witnesses> {
    const witnesses = new Witnesses(options);
    await witnesses.begin();
    return witnesses;
  }

  /** Begins to ask; about existing raffles too, whose logs may have grown unseen. */
  async begin(): Promise<void> {
    this.#isAsking = true;
    if (this.#queues.length === 0) return;
    for (const raffle of await this.#options.raffles.list()) {
      const isUrgent = isClosingPending(raffle);
      for (const queue of this.#queues) queue.note(raffle.opened.raffleId, isUrgent);
    }
  }

  /** Leaves the asking to another process, but for what was resumed here. */
  end(): void {
    this.#isAsking = false;
  }

  /** The witnesses that claim to have seen another history of this raffle, in the policy's order. */
  async alarms(raffle: string): Promise<readonly (WitnessAlarm & { readonly witness: string })[]> {
    const { alarms } = await this.#options.store.read(raffle);
    return this.#asked.flatMap(({ id, name }) => {
      const alarm = alarms.get(id);
      return alarm === undefined ? [] : [{ witness: name, size: alarm.size, at: alarm.at }];
    });
  }

  /** The number of alarms of all raffles. */
  async countAlarms(): Promise<number> {
    return (await this.#options.store.listAlarms()).length;
  }

  /** The alarms of all raffles by witnesses that are asked, under their names in the policy. */
  async listAlarms(): Promise<readonly RaffleAlarm[]> {
    const names = new Map(this.#asked.map(({ id, name }) => [id, name]));
    return (await this.#options.store.listAlarms()).flatMap(({ raffle, witness, size, at }) => {
      const name = names.get(witness);
      return name === undefined ? [] : [{ raffle, witness: name, size, at }];
    });
  }

  /**
   * Asks a witness again that has claimed to have seen another history.
   *
   * @param name In the policy.
   * @returns Whether there is such a witness.
   */
  async resume(raffle: string, name: string): Promise<boolean> {
    const place = this.#asked.findIndex((each) => each.name === name);
    const witness = this.#asked[place];
    if (witness === undefined) return false;
    await this.#options.store.clearAlarm(raffle, witness.id);
    this.#resumed.add(`${raffle} ${witness.id}`);
    this.#queues[place]?.note(raffle, true);
    return true;
  }

  /** Ends all requests. */
  async stop(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#stopping.abort();
    await Promise.all(this.#queues.map((queue) => queue.stop()));
  }

  #note(raffle: OpenedRaffle): void {
    for (const queue of this.#queues) queue.note(raffle.opened.raffleId, isMilestone(raffle));
  }

  async #forget(raffle: string): Promise<void> {
    for (const queue of this.#queues) queue.forget(raffle);
    try {
      await this.#options.store.forget(raffle);
    } catch {
      // The store has failed, which ends the service. Its id is never used again.
    }
  }

  async #ask(raffle: string, witness: AskedWitness): Promise<Again> {
    const { store, raffles, timeoutMs, pause, onFailure, onAlarm } = this.#options;
    const counts = this.counts.get(witness.name);
    const facts = { raffle, witness: witness.name };
    const request = `${raffle} ${witness.id}`;
    if (!this.#isAsking && !this.#resumed.has(request)) return 'never';
    try {
      await pause();
      const asked: Asked = await askWitness(raffle, {
        witness,
        store,
        findLog: (id) => raffles.findLog(id),
        timeoutMs,
        stopped: this.#stopping.signal,
      });
      this.#resumed.delete(request);
      if (asked.kind === 'cosigned' && counts !== undefined) counts.cosigned += 1;
      if (asked.kind === 'stopped' && asked.size !== undefined) onAlarm(facts, asked.size);
      return 'never';
    } catch (cause) {
      if (this.#stopping.signal.aborted) return 'never';
      if (counts !== undefined) counts.failed += 1;
      onFailure(facts, cause);
      return this.#whenAgain(raffle);
    }
  }

  /** After a failure. It never throws, because nothing waits for a request to a witness. */
  async #whenAgain(raffle: string): Promise<Again> {
    try {
      const current = await this.#options.raffles.find(raffle);
      return current !== undefined && isClosingPending(current) ? 'soon' : 'later';
    } catch {
      // The store cannot be read now, so this may be a closing.
      return 'soon';
    }
  }
}

/** Whether the last entry opens, closes, draws or cancels the raffle. */
function isMilestone(raffle: OpenedRaffle): boolean {
  const { status, version } = raffle;
  switch (status) {
    case 'open':
      return version === 1;
    case 'closed':
      return version === raffle.closedIndex + 1;
    case 'drawn':
      return version === raffle.drawnIndex + 1;
    case 'cancelled':
      return true;
    default:
      return raffle satisfies never;
  }
}

/** Whether a cosignature can still show that the closing came before the beacon. */
function isClosingPending(raffle: ListedRaffle): boolean {
  if (raffle.status !== 'closed' || raffle.closed.seal === undefined) return false;
  return Date.now() < Date.parse(raffle.closed.seal.publishedAt);
}
