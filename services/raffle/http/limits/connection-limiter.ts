import { networkSharesOf } from './networks.ts';

export interface ConnectionLimits {
  /** Total of all networks. */
  readonly max: number;
  /**
   * Per network (IPv4 address or IPv6 /64). A /56 and a /48 may have a multiple of it (see
   * `networkSharesOf`), but at most half of `max`.
   */
  readonly perNetworkMax: number;
}

/** Limits concurrent connections or downloads, in total and per network. */
export class ConnectionLimiter {
  readonly #limits: ConnectionLimits;
  readonly #perNetwork = new Map<string, number>();
  #inAll = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  get inAll(): number {
    return this.#inAll;
  }

  /**
   * Counts a client.
   *
   * @param address The client's address.
   * @returns Call it once, when the client has left; undefined if a limit is reached.
   */
  enter(address: string): (() => void) | undefined {
    return this.#enter(networkSharesOf(address));
  }

  /** Like `enter`, counted per name, such as a person's, instead of per network. */
  enterAs(name: string): (() => void) | undefined {
    return this.#enter([{ network: name, factor: 1 }]);
  }

  #enter(shares: ReturnType<typeof networkSharesOf>): (() => void) | undefined {
    const isFull = shares.some(
      ({ network, factor }) => (this.#perNetwork.get(network) ?? 0) >= this.#maxOf(factor),
    );
    if (this.#inAll >= this.#limits.max || isFull) return undefined;
    const count = (change: 1 | -1) => {
      this.#inAll += change;
      for (const { network } of shares) this.#count(network, change);
    };
    count(1);
    return () => count(-1);
  }

  #maxOf(factor: number): number {
    const { max, perNetworkMax } = this.#limits;
    return Math.max(perNetworkMax, Math.min(factor * perNetworkMax, Math.ceil(max / 2)));
  }

  #count(network: string, change: 1 | -1): void {
    const count = (this.#perNetwork.get(network) ?? 0) + change;
    if (count === 0) this.#perNetwork.delete(network);
    else this.#perNetwork.set(network, count);
  }
}
