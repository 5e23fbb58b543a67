export interface ReaderLimits {
  /** From everywhere together. */
  readonly max: number;
  /** From one network, as `networkOf` names it. */
  readonly perNetworkMax: number;
}

/** Counts those who read something long at the same time, in all and from each network. */
export class ReaderCount {
  readonly #limits: ReaderLimits;
  readonly #perNetwork = new Map<string, number>();
  #inAll = 0;

  constructor(limits: ReaderLimits) {
    this.#limits = limits;
  }

  get inAll(): number {
    return this.#inAll;
  }

  /** @returns What to call once, when the reader has gone; undefined where there are enough. */
  enter(network: string): (() => void) | undefined {
    const { max, perNetworkMax } = this.#limits;
    const fromNetwork = this.#perNetwork.get(network) ?? 0;
    if (this.#inAll >= max || fromNetwork >= perNetworkMax) return undefined;
    this.#count(network, 1);
    return () => this.#count(network, -1);
  }

  #count(network: string, change: 1 | -1): void {
    this.#inAll += change;
    const count = (this.#perNetwork.get(network) ?? 0) + change;
    if (count === 0) this.#perNetwork.delete(network);
    else this.#perNetwork.set(network, count);
  }
}
