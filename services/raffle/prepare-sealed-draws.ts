import type { Logger } from 'pino';
import { quicknet } from '#proof/beacon.ts';
import { limits, type Settings } from './config.ts';
import { BeaconRelays } from './randomness/beacon-relays.ts';
import { SealedDraws } from './randomness/sealed-draws.ts';
import type { RaffleStore } from './stores/raffle-store.ts';

/** Whatever chain new draws are sealed with, quicknet's seals can still be opened. */
export function prepareSealedDraws(
  { drandRelays: relays, drandChain }: Settings,
  logger: Logger,
): SealedDraws {
  const timeoutMs = limits.beaconRelayTimeoutMs;
  const onFailure = (relay: string, cause: unknown) =>
    logger.warn({ relay, err: cause }, 'A beacon relay was passed over');
  return new SealedDraws({
    chains: drandChain === undefined ? [quicknet] : [drandChain, quicknet],
    relays: new BeaconRelays({ relays, timeoutMs, onFailure }),
  });
}

/** Better known now than at the draw, when people wait. */
export async function warnOfUnknownChains(
  raffles: RaffleStore,
  sealedDraws: SealedDraws,
  logger: Logger,
): Promise<void> {
  for (const raffle of await raffles.list()) {
    const seal = raffle.status === 'closed' ? raffle.closed.seal : undefined;
    if (seal === undefined || sealedDraws.knows(seal)) continue;
    const { chainHash } = seal;
    logger.warn(
      { raffle: raffle.opened.raffle, chainHash },
      'A sealed raffle cannot be drawn: its beacon chain is not known. Set RAFFLE_DRAND_CHAIN_FILE to it and start again',
    );
  }
}
