import type { LogKeys } from './identity/log-keys.ts';
import type { RaffleStore } from './stores/raffle-store.ts';

export const demoId = 'demo';

/** The demo has no order: the service opened it by itself, and its audit says so. */
export async function openDemo(raffles: RaffleStore, logKeys: LogKeys): Promise<void> {
  await raffles.open(() => ({
    type: 'OpenRaffle',
    raffle: demoId,
    title: 'Demo raffle',
    capacity: 100,
    perPersonLimit: 2,
    randomness: 'local',
    logKey: logKeys.verifierKey(demoId),
    at: new Date().toISOString(),
    order: null,
  }));
}
