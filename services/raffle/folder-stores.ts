import type { Settings } from './config.ts';
import { limits } from './config/limits.ts';
import { MemoryRateLimits } from './http/limits/memory-rate-limits.ts';
import { LogKeyring } from './identity/log-keyring.ts';
import { OrganisationAttempts } from './identity/organisation-attempts.ts';
import { SignInCodes } from './identity/sign-in-codes.ts';
import type { RaffleMail } from './mail/raffle-mails/raffle-mail.ts';
import type { SealedDraws } from './randomness/sealed-draws.ts';
import type { ServiceStores, StoresOptions } from './service-stores.ts';
import { readServiceSecret, requireExpectedFolder, warnOfFolder } from './startup-steps.ts';
import { LowdbAccountStore } from './stores/lowdb/account-store.ts';
import { LowdbAdminStore } from './stores/lowdb/admin-store.ts';
import { DataFolder } from './stores/lowdb/data-folder.ts';
import type { JournalThread } from './stores/lowdb/journal-thread.ts';
import { LowdbOutboxStore } from './stores/lowdb/outbox-store.ts';
import { LowdbPaymentStore } from './stores/lowdb/payment-store.ts';
import { LowdbPictureStore } from './stores/lowdb/picture-store.ts';
import { LowdbRaffleStore } from './stores/lowdb/raffle-store.ts';
import { LowdbWitnessStore } from './stores/lowdb/witness-store.ts';

/**
 * Opens the stores of the data folder, which belongs to this process alone.
 *
 * @throws {ConfigurationFaulty} The folder is new and not expected, or its secret cannot be used.
 * @throws {JournalError} The folder cannot be used; nothing in it was changed.
 */
export async function openFolderStores(
  settings: Settings,
  options: StoresOptions,
  sealedDraws: SealedDraws,
): Promise<ServiceStores> {
  requireExpectedFolder(settings);
  const folder = DataFolder.open(settings.dataDir, {
    ...options,
    waitingMax: limits.changesWaitingMax,
    onListenerError: (err) =>
      options.logger.error({ err }, 'A live update failed. The change itself is on disk.'),
  });
  try {
    return await loadStores(settings, options, { folder, sealedDraws });
  } catch (error) {
    await folder.close();
    throw error;
  }
}

function reportThread({ failure }: JournalThread, logger: StoresOptions['logger']): void {
  if (failure === undefined) logger.debug('Large journals were read by a second thread');
  else logger.warn({ err: failure }, 'Large journals were read without a second thread');
}

async function loadStores(
  settings: Settings,
  { logger, thread }: StoresOptions,
  { folder, sealedDraws }: { readonly folder: DataFolder; readonly sealedDraws: SealedDraws },
): Promise<ServiceStores> {
  const secret = readServiceSecret(settings, folder);
  warnOfFolder(settings, folder, logger);
  const accounts = await LowdbAccountStore.load(folder);
  const admin = await LowdbAdminStore.load(folder);
  const outbox = await LowdbOutboxStore.load<RaffleMail>(folder);
  const payments = await LowdbPaymentStore.load(folder);
  const witnessStore = await LowdbWitnessStore.load(folder);
  const logKeyring = new LogKeyring(secret);
  const pictures = await LowdbPictureStore.load(folder, limits.picturesBytesMax);
  const raffles = await LowdbRaffleStore.load(folder, logKeyring, {
    thread,
    sealer: (log) => sealedDraws.sealer(log),
  });
  if (thread !== undefined) reportThread(thread, logger);
  return {
    accounts,
    admin,
    payments,
    pictures,
    raffles,
    witnessStore,
    logKeyring,
    sealedDraws,
    secret,
    codes: new SignInCodes(secret.derive('sign-in-code')),
    rateLimits: new MemoryRateLimits(),
    organisationAttempts: new OrganisationAttempts(limits.organisationSignInsMax),
    readMailCounts: undefined,
    isFresh: folder.isFresh,
    isStoreReachable: async () => true,
    isUnused: async () => raffles.isUnused,
    async startWork({ begin, end }) {
      await begin(outbox);
      return { isLeading: true, stop: end };
    },
    close: () => folder.close(),
  };
}
