import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Invitation } from '#contract/admin-keys.ts';
import type { Settings } from './config.ts';
import { limits } from './config/limits.ts';
import { createApp, type AppDependencies } from './http/create-app.ts';
import { MemoryRateLimits } from './http/limits/memory-rate-limits.ts';
import { nameOrigins, openListeners, type Listeners } from './http/server/listeners.ts';
import { oidcCallbackPath } from './http/sign-in/oidc-routes.ts';
import { ClaimTokens } from './identity/claim-tokens.ts';
import { inviteFirstBrowser } from './identity/startup-keys.ts';
import { Invitations } from './identity/enrolments.ts';
import { LogKeyring } from './identity/log-keyring.ts';
import { DevMailbox, type Mailer } from './mail/mailer.ts';
import type { RaffleMail } from './mail/raffle-mails/raffle-mail.ts';
import { OidcSignIn } from './identity/oidc.ts';
import { OrganisationAttempts } from './identity/organisation-attempts.ts';
import { Pseudonyms } from './identity/pseudonyms.ts';
import type { Secret } from './identity/secret.ts';
import { EmbedTokens, KnownBrowserTokens, SessionTokens } from './identity/tokens.ts';
import { SignInCodes } from './identity/sign-in-codes.ts';
import { startMailer, startRaffleMails } from './startup-mail.ts';
import { startWitnesses } from './startup-witnesses.ts';
import {
  createSealedDraws,
  demoId,
  enrolOperators,
  openDemo,
  readServiceSecret,
  reportSealingClock,
  requireExpectedFolder,
  requireKnownChains,
  warnOfFolder,
  warnOfLocalAdmin,
} from './startup-steps.ts';
import { LowdbAccountStore } from './stores/lowdb/account-store.ts';
import { LowdbAdminStore } from './stores/lowdb/admin-store.ts';
import { LowdbOutboxStore } from './stores/lowdb/outbox-store.ts';
import { DataFolder, type DataFolderOptions } from './stores/lowdb/data-folder.ts';
import { LowdbPaymentStore } from './stores/lowdb/payment-store.ts';
import { LowdbPictureStore } from './stores/lowdb/picture-store.ts';
import { LowdbRaffleStore } from './stores/lowdb/raffle-store.ts';
import { LowdbWitnessStore } from './stores/lowdb/witness-store.ts';
import type { OutboxStore } from './stores/outbox-store.ts';
import { RaffleSchedule } from './stores/raffle-schedule.ts';
import type { WitnessStore } from './stores/witness-store.ts';

export interface ServiceOptions extends Pick<DataFolderOptions, 'onFailure'> {
  readonly logger: Logger;
  /** Prints a line for the developer: sign-in codes. */
  readonly print: (line: string) => void;
  /** Folder of the built participant app; without it the service has its API only. */
  readonly participantDir?: string;
  readonly galleryDir?: string;
  /** Folder of the built admin app; without it the admin port says how to build it. */
  readonly adminDir?: string;
  /** Folder of the built verifier; without it there is no download. */
  readonly verifierDir?: string;
}

/** Valid for the sources and for the bundle: both are two folders below the project. */
const built = join(import.meta.dirname, '..', '..', 'dist');

export interface Service {
  readonly publicUrl: string;
  /** Address of the admin app, if this process serves it. */
  readonly adminUrl: string | undefined;
  /** Enrols the first browser as an operator, in development. */
  readonly invitation: Invitation | undefined;
  /** Whether the data folder held no raffle before this start. */
  readonly isFolderNew: boolean;
  /** Whether the demo raffle exists. */
  readonly hasDemo: boolean;
  /** Stops accepting requests, finishes those in progress, ends the streams and releases the data folder. */
  stop(): Promise<void>;
}

/**
 * Starts the service. The only file that names a concrete store.
 *
 * @throws {ConfigurationFaulty} A setting, or a file that it names, is invalid.
 * @throws {JournalError} The data folder cannot be used; nothing in it was changed.
 */
export async function startService(settings: Settings, options: ServiceOptions): Promise<Service> {
  requireExpectedFolder(settings);
  const folder = DataFolder.open(settings.dataDir, {
    ...options,
    waitingMax: limits.changesWaitingMax,
    onListenerError: (err) =>
      options.logger.error({ err }, 'A live update failed. The change itself is on disk.'),
  });
  try {
    return await composeService(settings, options, folder);
  } catch (error) {
    await folder.close();
    throw error;
  }
}

async function composeService(
  settings: Settings,
  options: ServiceOptions,
  folder: DataFolder,
): Promise<Service> {
  const { logger } = options;
  const secret = readServiceSecret(settings, folder);
  warnOfFolder(settings, folder, logger);
  warnOfLocalAdmin(settings, logger);
  const accounts = await LowdbAccountStore.load(folder);
  const admin = await LowdbAdminStore.load(folder);
  const outbox = await LowdbOutboxStore.load<RaffleMail>(folder);
  const payments = await LowdbPaymentStore.load(folder);
  const witnessStore = await LowdbWitnessStore.load(folder);
  const logKeyring = new LogKeyring(secret);
  const pictures = await LowdbPictureStore.load(folder, limits.picturesBytesMax);
  const sealedDraws = createSealedDraws(settings, logger);
  const raffles = await LowdbRaffleStore.load(folder, logKeyring, {
    sealer: (log) => sealedDraws.sealer(log),
    shareAccountId: (id) => accounts.find(id)?.id ?? id,
  });
  await enrolOperators(settings, admin, logger);
  await requireKnownChains(raffles, sealedDraws, logger);
  const listeners = await openListeners(settings, logger);
  try {
    const stores = {
      accounts,
      admin,
      raffles,
      outbox,
      pictures,
      payments,
      logKeyring,
      sealedDraws,
      witnessStore,
    };
    return await serve(settings, options, { folder, secret, listeners, stores });
  } catch (error) {
    await Promise.all([listeners.main.close(), listeners.admin?.close()]);
    throw error;
  }
}

interface PreparedService {
  readonly folder: DataFolder;
  readonly secret: Secret;
  readonly listeners: Listeners;
  readonly stores: Pick<
    AppDependencies,
    'accounts' | 'admin' | 'pictures' | 'payments' | 'logKeyring' | 'sealedDraws'
  > & {
    readonly raffles: LowdbRaffleStore;
    readonly outbox: OutboxStore<RaffleMail>;
    readonly witnessStore: WitnessStore;
  };
}

async function serve(
  settings: Settings,
  options: ServiceOptions,
  { folder, secret, listeners, stores }: PreparedService,
): Promise<Service> {
  const { logger } = options;
  const { admin, raffles, logKeyring, sealedDraws } = stores;
  const { publicUrl, adminUrl } = nameOrigins(settings, listeners);
  const signIn = createSignIn(settings, secret, options, publicUrl);
  reportSealingClock(raffles, sealedDraws, logger);
  const schedule = await RaffleSchedule.start(raffles, {
    onFailure: (raffle, err) =>
      logger.error({ raffle, err }, 'The announced times of a raffle could not be kept.'),
  });
  const { mailer, claimTokens } = signIn;
  const raffleMails = await startRaffleMails(settings, {
    ...stores,
    mailer,
    claimTokens,
    publicUrl,
    logger,
  });
  const witnessing = await startWitnesses(settings, { ...stores, logger });
  const app = createApp({
    participantDir: join(built, 'participant'),
    galleryDir: join(built, 'gallery'),
    adminDir: join(built, 'admin'),
    verifierDir: join(built, 'verifier'),
    ...settings,
    ...options,
    ...stores,
    ...signIn,
    schedule,
    raffleMails,
    ...witnessing,
    connectionRefusals: listeners.refusals,
    publicUrl,
    adminUrl,
  });
  listeners.main.serve(app.express);
  listeners.admin?.serve(app.adminSite);
  if (settings.isDemoWanted && raffles.isUnused) await openDemo(raffles, logKeyring, publicUrl);
  return {
    publicUrl,
    adminUrl: listeners.admin && adminUrl,
    invitation:
      listeners.admin && (await inviteFirstBrowser(admin, new Invitations(adminUrl, admin))),
    isFolderNew: folder.isFresh,
    hasDemo: (await raffles.find(demoId)) !== undefined,
    async stop() {
      schedule.stop();
      const closed = Promise.all([listeners.main.close(), listeners.admin?.close()]);
      app.drain();
      await closed;
      await raffleMails.stop();
      await witnessing.witnesses.stop();
      await folder.close();
      mailer?.close();
    },
  };
}

/** What identifies participants: keys derived from the secret, mail and the organisation. */
function createSignIn(
  { smtp, oidc, isDevelopment }: Settings,
  secret: Secret,
  { print, logger }: ServiceOptions,
  publicUrl: string,
) {
  const devMailbox = isDevelopment ? new DevMailbox(print) : undefined;
  const mailer: Mailer | undefined =
    smtp === undefined ? devMailbox : startMailer(smtp, logger, publicUrl);
  const redirectUri = new URL(oidcCallbackPath, publicUrl).href;
  return {
    pseudonyms: new Pseudonyms(secret),
    sessionTokens: new SessionTokens(secret.derive('session')),
    embedTokens: new EmbedTokens(secret.derive('embed-token')),
    claimTokens: new ClaimTokens(secret.derive('claim-link')),
    knownBrowserTokens: new KnownBrowserTokens(secret.derive('known-browser')),
    codes: new SignInCodes(secret.derive('sign-in-code')),
    rateLimits: new MemoryRateLimits(),
    mailer,
    oidc:
      oidc === undefined
        ? undefined
        : new OidcSignIn({
            ...oidc,
            redirectUri,
            attempts: new OrganisationAttempts(limits.organisationSignInsMax),
          }),
  };
}
