import { verifyBeacon, type Beacon, type BeaconChain } from '#proof/beacon.ts';
import { readReply } from '#proof/read-reply.ts';

/** A beacon has about 300 bytes; a longer reply is not read. */
const replyBytesMax = 4_096;

export interface BeaconRelaysOptions {
  /** Base URLs; each serves `<chain hash>/public/<round>`. */
  readonly relays: readonly string[];
  /** How long one relay may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Takes the reason why a relay was skipped. */
  readonly onFailure: (relay: string, cause: unknown) => void;
}

/** Fetches beacons from drand relays. Relays are not trusted: every beacon is verified. */
export class BeaconRelays {
  readonly #options: BeaconRelaysOptions;

  constructor(options: BeaconRelaysOptions) {
    this.#options = options;
  }

  /**
   * Asks one relay after the other for this round, never for another round.
   *
   * @returns The first valid beacon; undefined if no relay has it.
   */
  async fetch(chain: BeaconChain, round: number): Promise<Beacon | undefined> {
    for (const relay of this.#options.relays) {
      try {
        const beacon = await this.#request(`${relay}/${chain.hash}/public/${round}`);
        verifyBeacon(chain, round, beacon);
        return beacon;
      } catch (cause) {
        this.#options.onFailure(relay, cause);
      }
    }
    return undefined;
  }

  /**
   * Asks all relays at once for their newest round, because one of them may be behind.
   *
   * @returns The newest valid beacon; undefined if no relay has one.
   */
  async fetchNewest(chain: BeaconChain): Promise<Beacon | undefined> {
    const found = await Promise.all(
      this.#options.relays.map(async (relay) => {
        try {
          const beacon = await this.#request(`${relay}/${chain.hash}/public/latest`);
          verifyBeacon(chain, beacon.round, beacon);
          return [beacon];
        } catch (cause) {
          this.#options.onFailure(relay, cause);
          return [];
        }
      }),
    );
    return found.flat().toSorted((left, right) => right.round - left.round)[0];
  }

  async #request(url: string): Promise<Beacon> {
    const reply = await fetch(url, {
      signal: AbortSignal.timeout(this.#options.timeoutMs),
      redirect: 'error',
    });
    if (!reply.ok) throw new Error(`${url} answered ${reply.status}.`);
    const { round, randomness, signature }: Partial<Beacon> = JSON.parse(
      await readReply(reply, replyBytesMax),
    );
    return { round: Number(round), randomness: String(randomness), signature: String(signature) };
  }
}
