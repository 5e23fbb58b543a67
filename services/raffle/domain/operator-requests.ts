import { isSameKey, type Entry, type OperatorSignature, type ParticipantSale } from './entries.ts';

/** An entry that an operator's request can have led to. */
export type SignedEntry = Exclude<Entry, ParticipantSale>;

/** Their history, which another thread can take over. */
export interface OperatorRequestsParts {
  /** In log order. The entries of one request follow each other. */
  readonly entries: SignedEntry[];
  /** For each operator key and Idempotency-Key, the position of its first entry. */
  readonly firsts: Map<string, number>;
}

/**
 * The entries of all operator requests that had an Idempotency-Key, so that a key is recognised for
 * the raffle's whole life, whatever kind of request it was sent with. Immutable: `with` returns a new
 * one. Like pools, those of one raffle share a history and differ in how much of it they see.
 */
export class OperatorRequests {
  static readonly none = new OperatorRequests({ entries: [], firsts: new Map() }, 0);

  readonly #history: OperatorRequestsParts;
  readonly #count: number;

  private constructor(history: OperatorRequestsParts, count: number) {
    this.#history = history;
    this.#count = count;
  }

  static from(parts: OperatorRequestsParts): OperatorRequests {
    return new OperatorRequests(parts, parts.entries.length);
  }

  get parts(): OperatorRequestsParts {
    return this.#newestHistory();
  }

  /** The entries of the request that had this key; none if it is new. */
  find(signature: OperatorSignature): readonly SignedEntry[] {
    const { entries, firsts } = this.#history;
    const name = nameOf(signature);
    const first = name === undefined ? undefined : firsts.get(name);
    const found: SignedEntry[] = [];
    for (let place = first ?? Infinity; place < this.#count; place += 1) {
      const entry = entries[place];
      if (entry === undefined || !isSameKey(entry.operatorSignature, signature)) break;
      found.push(entry);
    }
    return found;
  }

  /** The requests with one more entry, which is the log's next one. */
  with(entry: SignedEntry): OperatorRequests {
    const name = nameOf(entry.operatorSignature);
    if (name === undefined) return this;
    const { entries, firsts } = this.#newestHistory();
    if (!firsts.has(name)) firsts.set(name, entries.length);
    entries.push(entry);
    return new OperatorRequests({ entries, firsts }, entries.length);
  }

  /** The history if nothing follows in it, else a copy: another snapshot has already appended. */
  #newestHistory(): OperatorRequestsParts {
    const { entries, firsts } = this.#history;
    if (this.#count > 0 && entries.length === this.#count) return this.#history;
    return {
      entries: entries.slice(0, this.#count),
      firsts: new Map([...firsts].filter(([, first]) => first < this.#count)),
    };
  }
}

function nameOf(signature: OperatorSignature): string | undefined {
  if (signature?.idempotencyKey === undefined) return undefined;
  return `${signature.keyid} ${signature.idempotencyKey}`;
}
