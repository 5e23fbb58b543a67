import type { DrawRecord } from '#contract/draws.ts';
import type { ClosingWitnessed, Witnessing } from '#contract/witnessing.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { quorumTime, type Sighting, type WitnessPolicy } from '#proof/witness-policy.ts';
import type { ClosedRaffle, DrawnRaffle, OpenedRaffle } from '../domain/raffle.ts';
import type { PublicLog } from '../stores/raffle-store.ts';
import type { StoredCosignature, WitnessStore } from '../stores/witness-store.ts';
import { listAsked, type AskedWitness } from './asked-witness.ts';

/** Readers must accept 16 signatures of a note at least. The first one is the log's. */
const linesMax = 15;

/** The last second of the year 9999. */
const secondsMax = 253_402_300_799;

type Witness = Witnessing['witnesses'][number];

/** Checkpoints and receipts with the cosignatures that are stored. */
export class CosignedLogs {
  readonly #store: WitnessStore;
  readonly #policy: WitnessPolicy | undefined;
  readonly #asked: readonly AskedWitness[];
  /** Name in the policy by verifier key. */
  readonly #names: ReadonlyMap<string, string>;

  constructor(store: WitnessStore, policy: WitnessPolicy | undefined) {
    this.#store = store;
    this.#policy = policy;
    this.#asked = policy === undefined ? [] : listAsked(policy);
    this.#names = new Map(this.#asked.map(({ id, name }) => [id, name]));
  }

  /**
   * Adds the cosignatures to a checkpoint.
   *
   * @param size Number of entries that it covers.
   */
  async cosign(raffle: string, size: number, checkpoint: string): Promise<string> {
    const { cosignatures } = await this.#store.read(raffle);
    return checkpoint + this.#lines(cosignatures, size).join('');
  }

  /**
   * Receipts of entries, as `PublicLog.receipts`. If witnesses have cosigned a checkpoint that covers
   * an entry, its receipt is against the first one that meets the policy's quorum, or else the first.
   */
  async receipts(
    raffle: string,
    log: PublicLog,
    indexes: readonly number[],
  ): Promise<readonly string[]> {
    const { cosignatures } = await this.#store.read(raffle);
    const receipts: string[] = [];
    for (const index of indexes) {
      const size = this.#sizeFor(index, cosignatures, log.size);
      const checkpoint = size === undefined ? undefined : await log.checkpointOf(size);
      if (size === undefined || checkpoint === undefined) {
        receipts.push(...(await log.receipts([index])));
        continue;
      }
      const [leaf = ''] = await log.leaves(index, index + 1);
      const proof = await log.inclusion(index, size);
      receipts.push(
        formatReceipt({
          leaf: Buffer.from(leaf),
          index,
          proof: proof.map((hash) => Buffer.from(hash, 'base64')),
          checkpoint: checkpoint + this.#lines(cosignatures, size).join(''),
        }),
      );
    }
    return receipts;
  }

  /**
   * What the witnesses have seen of a raffle's log. One that claims to have seen another history does not
   * speak for this one: after a repair or a partly restored folder, what it cosigned may be gone.
   */
  async view(raffle: OpenedRaffle): Promise<Witnessing> {
    const { cosignatures: stored, alarms } = await this.#store.read(raffle.opened.raffleId);
    const cosignatures = stored.filter(({ witness }) => !alarms.has(witness));
    const sightings = this.#toSightings(cosignatures);
    const isClosed = raffle.status === 'closed' || raffle.status === 'drawn';
    return {
      witnesses: this.#asked.map(({ id: key, name }) => ({
        name,
        key,
        ...viewNewest(cosignatures.filter(({ witness }) => witness === key)),
      })),
      ...(isClosed && {
        closing: {
          ...this.#viewState(raffle, sightings),
          seenBy: viewSeen(sightings, raffle.closedIndex + 1),
        },
      }),
      ...(raffle.status === 'drawn' && {
        draw: { seenBy: viewSeen(sightings, raffle.drawnIndex + 1) },
      }),
    };
  }

  /**
   * Whether the closing was seen in time.
   *
   * @returns The member of a draw record; none without a seal or without witnesses.
   */
  async viewWitnessed(raffle: DrawnRaffle): Promise<Pick<DrawRecord, 'witnessed'>> {
    // Read before every reply that shows a draw.
    if (raffle.closed.seal === undefined || this.#asked.length === 0) return {};
    const { closing } = await this.view(raffle);
    return closing?.state === undefined ? {} : { witnessed: closing.state };
  }

  #viewState(
    { closed: { seal }, closedIndex }: ClosedRaffle | DrawnRaffle,
    sightings: readonly Sighting[],
  ): { readonly state?: ClosingWitnessed } {
    const policy = this.#policy;
    if (seal === undefined || policy === undefined || this.#asked.length === 0) return {};
    const publishedAt = Date.parse(seal.publishedAt);
    const seenAt = quorumTime(policy, sightings, closedIndex + 1);
    if (seenAt !== undefined && seenAt * 1000 < publishedAt) return { state: 'in-time' };
    return { state: Date.now() < publishedAt ? 'waiting' : 'not-in-time' };
  }

  #toSightings(cosignatures: readonly StoredCosignature[]): readonly Sighting[] {
    return cosignatures.flatMap(({ witness: id, size, time }) => {
      const witness = this.#names.get(id);
      return witness === undefined ? [] : [{ witness, size, time }];
    });
  }

  #sizeFor(
    index: number,
    cosignatures: readonly StoredCosignature[],
    logSize: number,
  ): number | undefined {
    const covering = cosignatures.filter(({ size }) => size > index && size <= logSize);
    const sizes = [...new Set(covering.map(({ size }) => size))].toSorted((a, b) => a - b);
    const policy = this.#policy;
    const met = sizes.find((size) => {
      const same = covering.filter((each) => each.size === size);
      return (
        policy !== undefined && quorumTime(policy, this.#toSightings(same), size) !== undefined
      );
    });
    return met ?? sizes[0];
  }

  /** Those of witnesses of the policy first, because a note has room for some only. */
  #lines(cosignatures: readonly StoredCosignature[], size: number): readonly string[] {
    const all = cosignatures.filter((each) => each.size === size);
    const isAsked = ({ witness }: StoredCosignature) => this.#names.has(witness);
    const sorted = [...all.filter(isAsked), ...all.filter((each) => !isAsked(each))];
    return sorted.slice(0, linesMax).map(({ line }) => line);
  }
}

function viewNewest(own: readonly StoredCosignature[]): Pick<Witness, 'newest'> {
  const newest = own.toSorted((left, right) => left.size - right.size).at(-1);
  return newest === undefined ? {} : { newest: { size: newest.size, time: toIso(newest.time) } };
}

/** When each witness first saw at least `size` entries. */
function viewSeen(sightings: readonly Sighting[], size: number) {
  const first = new Map<string, number>();
  for (const { witness, time, ...sighting } of sightings) {
    if (sighting.size >= size) first.set(witness, Math.min(time, first.get(witness) ?? Infinity));
  }
  return [...first].map(([witness, time]) => ({ witness, time: toIso(time) }));
}

/** A witness can write any time; one that no date can hold is cut. @param time Unix seconds. */
function toIso(time: number): string {
  return new Date(Math.min(time, secondsMax) * 1000).toISOString();
}
