import { verifyBeacon, type Beacon, type BeaconChain } from '#proof/beacon.ts';

/** A beacon is some 300 bytes; whoever sends more is no relay. */
const replyBytesMax = 4_096;

export interface BeaconRelaysOptions {
  /** Base URLs; each serves `<chain hash>/public/<round>`. */
  readonly relays: readonly string[];
  /** How long one relay may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Told why a relay was passed over. */
  readonly onFailure: (relay: string, cause: unknown) => void;
}

/** Asks drand relays for beacons. None of them is trusted: a beacon proves itself. */
export class BeaconRelays {
  readonly #options: BeaconRelaysOptions;

  constructor(options: BeaconRelaysOptions) {
    this.#options = options;
  }

  /**
   * Asks one relay after the other for this round, never for another one.
   *
   * @returns The first beacon that is good, or undefined where none has it.
   */
  async fetch(chain: BeaconChain, round: number): Promise<Beacon | undefined> {
    for (const relay of this.#options.relays) {
      try {
        const beacon = await this.#ask(`${relay}/${chain.hash}/public/${round}`);
        verifyBeacon(chain, round, beacon);
        return beacon;
      } catch (cause) {
        this.#options.onFailure(relay, cause);
      }
    }
    return undefined;
  }

  async #ask(url: string): Promise<Beacon> {
    const reply = await fetch(url, {
      signal: AbortSignal.timeout(this.#options.timeoutMs),
      redirect: 'error',
    });
    if (!reply.ok) throw new Error(`${url} answered ${reply.status}.`);
    const said = JSON.parse(await readText(reply)) as Record<keyof Beacon, unknown>;
    const { round, randomness, signature } = said;
    return { round: Number(round), randomness: String(randomness), signature: String(signature) };
  }
}

async function readText(reply: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > replyBytesMax) throw new Error(`The answer is longer than ${replyBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
