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
import type { MakeSeal, OpenSeal } from '../domain/commands.ts';
import type { Seal } from '../domain/entries.ts';
import type { BeaconRelays } from './beacon-relays.ts';

const nonceBytes = 32;

export interface SealedDrawsOptions {
  /** The first is the one that new seals name; the others still open what names them. */
  readonly chains: readonly [BeaconChain, ...BeaconChain[]];
  readonly relays: BeaconRelays;
}

/** A closing, and the log it closes. */
export interface Closing {
  readonly raffle: string;
  /** When sales end; ISO 8601. */
  readonly at: string;
  /** The log's root just before the closing. */
  readonly root: () => string;
}

/** Seals draws at the closing, and opens them with the beacon of the one round they name. */
export class SealedDraws {
  readonly #chains: SealedDrawsOptions['chains'];
  readonly #relays: BeaconRelays;

  constructor({ chains, relays }: SealedDrawsOptions) {
    this.#chains = chains;
    this.#relays = relays;
  }

  /** Throws the service's dice, once, and commits to what they show. */
  sealer({ raffle, at, root }: Closing): MakeSeal {
    return (ticketCount) => {
      const [chain] = this.#chains;
      const secret = { r: randomInt(ticketCount), nonce: randomBytes(nonceBytes).toString('hex') };
      const round = roundToSeal(chain, Date.parse(at));
      const seal = {
        root: root(),
        commitment: commitTo(raffle, secret),
        chainHash: chain.hash,
        round,
        publishedAt: new Date(timeOfRound(chain, round) * 1000).toISOString(),
      };
      return { seal, secret };
    };
  }

  /**
   * @param named The seal that the beacon is meant for.
   * @throws {ProofRefused} `beacon-wrong`: it is not what the chain published for the sealed round.
   */
  opener(raffle: string, named: Seal, beacon: Beacon): OpenSeal {
    const chain = this.#chainOf(named);
    if (chain === undefined) throw new TypeError(`The chain ${named.chainHash} is not known here.`);
    verifyBeacon(chain, named.round, beacon);
    const randomness = fromHex(beacon.randomness, nonceBytes)!;
    return ({ ticketCount, seal, secret }) => {
      const isMeant = seal.chainHash === named.chainHash && seal.round === named.round;
      if (!isMeant) throw new TypeError('The beacon was verified for another seal.');
      const index = openSeal({ raffle, ticketCount }, seal, { ...secret, randomness });
      return { index, reveal: { ...secret, beacon } };
    };
  }

  /** Whether the seal names a chain of this service. Without it no beacon opens the seal. */
  knows(seal: Seal): boolean {
    return this.#chainOf(seal) !== undefined;
  }

  /** @returns The beacon of the sealed round, or undefined where no relay has it. */
  async fetchBeacon(seal: Seal): Promise<Beacon | undefined> {
    const chain = this.#chainOf(seal);
    return chain === undefined ? undefined : this.#relays.fetch(chain, seal.round);
  }

  #chainOf({ chainHash }: Seal): BeaconChain | undefined {
    return this.#chains.find(({ hash }) => hash === chainHash);
  }
}
