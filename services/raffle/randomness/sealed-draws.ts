import { randomBytes, randomInt } from 'node:crypto';
import {
  roundToSeal,
  timeOfRound,
  verifyBeacon,
  type Beacon,
  type BeaconChain,
} from '#proof/beacon.ts';
import { fromHex } from '#proof/bytes.ts';
import { commitTo, openSeal } from '#proof/sealed-draw.ts';
import type { MakeSeal, OpenSeal, SealedLog } from '../domain/commands.ts';
import type { Seal } from '../domain/entries.ts';
import type { BeaconRelays } from './beacon-relays.ts';

const nonceBytes = 32;

/** What relays and networks may add to the difference of two correct clocks, in seconds. */
const clockToleranceSeconds = 5;

/** Result of comparing the service's clock with the newest round of a beacon chain. */
export type ClockCheck =
  | { readonly kind: 'right' }
  /** No relay has a round. */
  | { readonly kind: 'unchecked' }
  /** `aheadSeconds`: how far the service's clock is ahead at least; negative if it is behind. */
  | { readonly kind: 'wrong'; readonly aheadSeconds: number; readonly newestAt: string };

export interface SealedDrawsOptions {
  /** New raffles name the first chain. The others seal and open draws of raffles that name them. */
  readonly chains: readonly [BeaconChain, ...BeaconChain[]];
  readonly relays: BeaconRelays;
}

/** Seals draws at the closing, and opens them with the beacon of the sealed round. */
export class SealedDraws {
  readonly #chains: SealedDrawsOptions['chains'];
  readonly #relays: BeaconRelays;

  constructor({ chains, relays }: SealedDrawsOptions) {
    this.#chains = chains;
    this.#relays = relays;
  }

  /** Chooses the service's share of each pick at random, and commits to them. */
  sealer({ raffleId, root }: SealedLog): MakeSeal {
    return ({ ticketCount, drawLength, chainHash, at }) => {
      const chain = this.#requireChain(chainHash);
      const r = Array.from({ length: drawLength }, (_, pick) => randomInt(ticketCount - pick));
      const secret = { r, nonce: randomBytes(nonceBytes).toString('hex') };
      const round = roundToSeal(chain, Date.parse(at));
      const seal = {
        root: root(),
        commitment: commitTo(raffleId, secret),
        chainHash: chain.hash,
        round,
        publishedAt: new Date(timeOfRound(chain, round) * 1000).toISOString(),
      };
      return { seal, secret };
    };
  }

  /**
   * @param expected The seal that the beacon belongs to.
   * @throws {ProofError} `beacon-wrong`: the chain did not publish this beacon in the sealed round.
   */
  opener(raffleId: string, expected: Seal, beacon: Beacon): OpenSeal {
    verifyBeacon(this.#requireChain(expected.chainHash), expected.round, beacon);
    const randomness = fromHex(beacon.randomness, nonceBytes);
    if (randomness === undefined) throw new TypeError('The randomness is not 32 bytes.');
    return ({ ticketCount, seal, secret }) => {
      const isExpected = seal.chainHash === expected.chainHash && seal.round === expected.round;
      if (!isExpected) throw new TypeError('The beacon was verified for another seal.');
      const pool = { raffle: raffleId, ticketCount, drawLength: secret.r.length };
      const indexes = openSeal(pool, seal, { ...secret, randomness });
      return { indexes, reveal: { ...secret, beacon } };
    };
  }

  /**
   * Compares a clock with the newest round of a chain. A round is not published before its time, so
   * a clock that is behind is certainly wrong; a chain that has stopped looks like a clock that is
   * ahead.
   *
   * @param clock Unix time in milliseconds.
   */
  async checkClock(chainHash: string, clock: () => number = Date.now): Promise<ClockCheck> {
    const chain = this.#findChain(chainHash);
    if (chain === undefined) return { kind: 'unchecked' };
    const startedAt = clock() / 1000;
    const newest = await this.#relays.fetchNewest(chain);
    if (newest === undefined) return { kind: 'unchecked' };
    const publishedAt = timeOfRound(chain, newest.round);
    const behind = publishedAt - clock() / 1000;
    const ahead = startedAt - (publishedAt + chain.periodSeconds);
    if (Math.max(behind, ahead) <= clockToleranceSeconds) return { kind: 'right' };
    return {
      kind: 'wrong',
      aheadSeconds: Math.round(behind > 0 ? -behind : ahead),
      newestAt: new Date(publishedAt * 1000).toISOString(),
    };
  }

  /** Hash of the chain that new raffles name. */
  get chainHash(): string {
    return this.#chains[0].hash;
  }

  /** Whether this service knows the chain. Otherwise no raffle that names it can be drawn. */
  knows(chainHash: string | undefined): boolean {
    return this.#chains.some(({ hash }) => hash === chainHash);
  }

  /** @returns The beacon of the sealed round; undefined if no relay has it. */
  async fetchBeacon({ chainHash, round }: Seal): Promise<Beacon | undefined> {
    const chain = this.#findChain(chainHash);
    return chain === undefined ? undefined : this.#relays.fetch(chain, round);
  }

  #requireChain(chainHash: string): BeaconChain {
    const chain = this.#findChain(chainHash);
    if (chain !== undefined) return chain;
    throw new TypeError(`The chain ${chainHash} is not known here.`);
  }

  #findChain(chainHash: string): BeaconChain | undefined {
    return this.#chains.find(({ hash }) => hash === chainHash);
  }
}
