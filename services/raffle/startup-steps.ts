import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { quicknet } from '#proof/beacon.ts';
import { ConfigurationFaulty, leadOfSeals, secretPath, type Settings } from './config.ts';
import { describeFileFault } from './config/env-reader.ts';
import { limits } from './config/limits.ts';
import { findDiskFaults, findExposures } from './doctor/check-files.ts';
import { describeLocalAdmin, describeUnknownNames } from './doctor/check-network.ts';
import { newFolderTexts, noOperatorText } from './doctor/start-texts.ts';
import { RuleBroken } from './domain/decision.ts';
import type { ListedRaffle } from './domain/raffle.ts';
import { addKeyids } from './identity/admin-keys.ts';
import type { LogKeyring } from './identity/log-keyring.ts';
import { readOrCreateSecret, readSecret, type Secret } from './identity/secret.ts';
import { enrolFileKeys, enrolFirstKey, revokeDevelopmentKeys } from './identity/startup-keys.ts';
import { BeaconRelays } from './randomness/beacon-relays.ts';
import { SealedDraws } from './randomness/sealed-draws.ts';
import type { DataFolder } from './stores/lowdb/data-folder.ts';
import { isUnused } from './stores/lowdb/folder-layout.ts';
import type { AdminStore } from './stores/admin-store.ts';
import type { RaffleStore } from './stores/raffle-store.ts';

export const demoId = 'demo';

/** @throws {ConfigurationFaulty} The folder holds no raffle, and a new folder is not expected. */
export function requireExpectedFolder({ dataDir, newFolder }: Settings): void {
  if (newFolder !== 'refused' || !isUnused(dataDir)) return;
  throw new ConfigurationFaulty([newFolderTexts.refused(dataDir)]);
}

/** Warns of a new folder, and of files that other users may read or write. */
export function warnOfFolder(settings: Settings, folder: DataFolder, logger: Logger): void {
  const { dataDir, newFolder } = settings;
  if (folder.isFresh && !settings.isDevelopment) {
    logger.warn(
      `The data folder ${dataDir} is new, and so are its secret and its accounts. If it should hold raffles, stop the service: its disk is perhaps not mounted.`,
    );
  }
  if (newFolder === 'expected' && !folder.isFresh) {
    logger.warn(newFolderTexts.stillExpected(dataDir));
  }
  for (const exposure of findExposures(settings)) logger.warn(exposure);
  for (const { level, text } of findDiskFaults(dataDir)) {
    if (level !== 'ok') logger.warn(text);
  }
}

/** Warns of variables that are ignored, and of an admin app that works only on this machine. */
export function warnOfSettings(settings: Settings, logger: Logger): void {
  const local = describeLocalAdmin(settings);
  if (local !== undefined) logger.warn(local);
  const unknown = describeUnknownNames(settings);
  if (unknown !== undefined) logger.warn(unknown);
}

/** Creates a secret in a new folder. A folder with raffles needs its own: all pseudonyms derive from it. */
export function readServiceSecret(settings: Settings, folder: DataFolder): Secret {
  const path = secretPath(settings);
  try {
    const mayCreate = settings.secretFile === undefined && folder.isFresh;
    return mayCreate ? readOrCreateSecret(path) : readSecret(path);
  } catch (cause) {
    const advice = folder.isFresh
      ? 'No raffle needs it yet: delete it, and the next start makes another.'
      : 'It must be the one that these raffles began with: restore it from a backup.';
    throw new ConfigurationFaulty([`The secret: ${describeFileFault(cause, path)} ${advice}`]);
  }
}

/** Enrols the configured operator keys, and warns if no key can sign. */
export async function enrolOperators(
  settings: Settings,
  admin: AdminStore,
  logger: Logger,
): Promise<void> {
  await enrolFileKeys(admin, await addKeyids(settings.adminKeys));
  if (settings.isDevelopment) await enrolDeveloper(settings, admin);
  else await revokeDevelopmentKeys(admin);
  if ((await admin.listKeys()).every(({ isRevoked }) => isRevoked)) logger.warn(noOperatorText);
}

async function enrolDeveloper({ dataDir }: Settings, admin: AdminStore): Promise<void> {
  try {
    // With a database there may be no folder yet.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    await enrolFirstKey(admin, join(dataDir, 'operator.pem'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ConfigurationFaulty([cause.message]);
  }
}

/** New draws are sealed to the configured chain. Seals of quicknet can be opened in any case. */
export function createSealedDraws(settings: Settings, logger: Logger): SealedDraws {
  const { drandRelays: relays, drandChain } = settings;
  const publicChain = { ...quicknet, leadSeconds: leadOfSeals(settings) };
  const timeoutMs = limits.beaconRelayTimeoutMs;
  const onFailure = (relay: string, cause: unknown) =>
    logger.warn({ relay, err: cause }, 'A beacon relay was skipped');
  return new SealedDraws({
    chains: drandChain === undefined ? [publicChain] : [drandChain, publicChain],
    relays: new BeaconRelays({ relays, timeoutMs, onFailure }),
  });
}

/**
 * Requires that every raffle can still be drawn, and warns of a chain that is not the public one.
 *
 * @throws {ConfigurationFaulty} Names each raffle that is not drawn and whose chain is not known.
 */
export async function requireKnownChains(
  raffles: RaffleStore,
  sealedDraws: SealedDraws,
  logger: Logger,
): Promise<void> {
  const { chainHash } = sealedDraws;
  if (chainHash !== publicChainHash) {
    logger.warn(
      { chainHash },
      'New drand raffles are sealed to a chain that is not the public beacon. Its operator knows its beacons beforehand and can choose winners; pages and results say so. Unset RAFFLE_DRAND_CHAIN_FILE for the public one',
    );
  }
  const lost = (await raffles.list()).filter(
    (raffle) => needsBeacon(raffle) && !sealedDraws.knows(raffle.rules.chainHash),
  );
  if (lost.length > 0) throw new ConfigurationFaulty(lost.map(explainUnknownChain));
}

/**
 * Logs an error if a scheduled closing was sealed with a wrong clock. Unlike an operator's request, it
 * cannot be refused: sales must end. With a slow clock the sealed round may be public already, and then
 * only the service's own shares make the draw random.
 */
export function reportSealingClock(
  raffles: RaffleStore,
  sealedDraws: SealedDraws,
  logger: Logger,
): void {
  raffles.subscribe((raffle) => {
    if (raffle.status !== 'closed' || raffle.version !== raffle.closedIndex + 1) return;
    const { seal, cause } = raffle.closed;
    if (seal === undefined || cause !== 'schedule') return;
    void reportWrongClock(raffle.opened.raffleId, seal.chainHash);
  });

  async function reportWrongClock(raffle: string, chainHash: string): Promise<void> {
    const clock = await sealedDraws.checkClock(chainHash);
    if (clock.kind !== 'wrong') return;
    logger.error(
      { raffle, aheadSeconds: clock.aheadSeconds },
      'A raffle was closed and sealed at its announced end by a clock that differs from the beacon. Set the clock.',
    );
  }
}

/** Opens the demo raffle. It has no operator signature, and its audit says so. */
export async function openDemo(
  raffles: RaffleStore,
  logKeyring: LogKeyring,
  publicUrl: string,
): Promise<void> {
  const opening = raffles.create(() => ({
    type: 'OpenRaffle',
    raffleId: demoId,
    title: 'Demo raffle',
    capacity: 100,
    perPersonLimit: 2,
    randomness: 'local',
    prizes: ['Example prize: a basket of fruit'],
    reserves: 0,
    notice: {
      organiser: 'Example organiser (this raffle is a demonstration)',
      price: { amount: 200, currency: 'GBP' },
      payment: 'This is an example: no money is asked for.',
    },
    logKey: logKeyring.verifierKey(demoId, publicUrl),
    at: new Date().toISOString(),
    operatorSignature: null,
  }));
  await opening.catch((cause: unknown) => {
    // Another process that has started at the same time has opened it.
    if (!(cause instanceof RuleBroken && cause.code === 'raffle-exists')) throw cause;
  });
}

/** Whether a beacon must still draw the raffle. One that closed without a ticket has no draw. */
function needsBeacon(raffle: ListedRaffle): boolean {
  if (raffle.rules.randomness !== 'drand') return false;
  return raffle.status === 'open' || (raffle.status === 'closed' && raffle.pool.size > 0);
}

function explainUnknownChain({ opened, rules }: ListedRaffle): string {
  const { raffleId } = opened;
  const { chainHash } = rules;
  return `RAFFLE_DRAND_CHAIN_FILE: the raffle ${raffleId} is not drawn yet, and only the beacon chain ${chainHash} can draw it. Set the variable to what a relay of that chain answers at /${chainHash}/info.`;
}
