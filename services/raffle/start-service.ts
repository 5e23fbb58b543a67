import { join } from 'node:path';
import type { Invitation } from '#contract/admin-keys.ts';
import type { Settings } from './config.ts';
import { createApp } from './http/create-app.ts';
import { nameOrigins, openListeners, type Listeners } from './http/server/listeners.ts';
import { oidcCallbackPath } from './http/sign-in/oidc-routes.ts';
import { ClaimTokens } from './identity/claim-tokens.ts';
import { inviteFirstBrowser } from './identity/startup-keys.ts';
import { Invitations } from './identity/enrolments.ts';
import { DevMailbox, type Mailer } from './mail/mailer.ts';
import { OidcSignIn } from './identity/oidc.ts';
import { Pseudonyms } from './identity/pseudonyms.ts';
import { EmbedTokens, KnownBrowserTokens, SessionTokens } from './identity/tokens.ts';
import type { openDatabaseStores } from './database-stores.ts';
import { openFolderStores } from './folder-stores.ts';
import type { ServiceStores, StoresOptions } from './service-stores.ts';
import { createRaffleMails, startMailer } from './startup-mail.ts';
import { createWitnesses } from './startup-witnesses.ts';
import {
  createSealedDraws,
  demoId,
  enrolOperators,
  openDemo,
  reportSealingClock,
  requireKnownChains,
  warnOfSettings,
} from './startup-steps.ts';
import { RaffleSchedule } from './stores/raffle-schedule.ts';

export interface ServiceOptions extends StoresOptions {
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
  /** Whether the data folder or database held no raffle before this start. */
  readonly isFolderNew: boolean;
  /** Whether the demo raffle exists. */
  readonly hasDemo: boolean;
  /** Stops accepting requests, finishes those in progress, ends the streams and releases the data folder or database. */
  stop(): Promise<void>;
}

/**
 * Starts the service over a data folder or a database.
 *
 * @throws {ConfigurationFaulty} A setting, or a file that it names, is invalid.
 * @throws {JournalError} The data folder cannot be used; nothing in it was changed.
 * @throws {DatabaseError} The database cannot be used; nothing in it was changed.
 */
export async function startService(settings: Settings, options: ServiceOptions): Promise<Service> {
  const sealedDraws = createSealedDraws(settings, options.logger);
  const { databaseUrl } = settings;
  const stores = await (databaseUrl === undefined
    ? openFolderStores(settings, options, sealedDraws)
    : openDatabase({ ...settings, databaseUrl }, options, sealedDraws));
  try {
    return await composeService(settings, options, stores);
  } catch (error) {
    await stores.close();
    throw error;
  }
}

/** A service over a data folder does not load the client of PostgreSQL. */
const openDatabase: typeof openDatabaseStores = async (...parameters) =>
  (await import('./database-stores.ts')).openDatabaseStores(...parameters);

async function composeService(
  settings: Settings,
  options: ServiceOptions,
  stores: ServiceStores,
): Promise<Service> {
  const { logger } = options;
  warnOfSettings(settings, logger);
  await enrolOperators(settings, stores.admin, logger);
  await requireKnownChains(stores.raffles, stores.sealedDraws, logger);
  const listeners = await openListeners(settings, logger);
  try {
    return await serve(settings, options, { listeners, stores });
  } catch (error) {
    await Promise.all([listeners.main.close(), listeners.admin?.close()]);
    throw error;
  }
}

interface PreparedService {
  readonly listeners: Listeners;
  readonly stores: ServiceStores;
}

async function serve(
  settings: Settings,
  options: ServiceOptions,
  { listeners, stores }: PreparedService,
): Promise<Service> {
  const { logger } = options;
  const { admin, raffles, logKeyring, sealedDraws } = stores;
  const { publicUrl, adminUrl } = nameOrigins(settings, listeners);
  const signIn = createSignIn(settings, stores, options, publicUrl);
  reportSealingClock(raffles, sealedDraws, logger);
  const { mailer, claimTokens } = signIn;
  const raffleMails = createRaffleMails(settings, {
    ...stores,
    mailer,
    claimTokens,
    publicUrl,
    logger,
  });
  const witnessing = createWitnesses(settings, { ...stores, logger });
  const { witnesses } = witnessing;
  const work = await stores.startWork({
    async begin(outbox) {
      await raffleMails.begin(outbox);
      await witnesses.begin();
    },
    async end() {
      witnesses.end();
      await raffleMails.stop();
    },
  });
  const schedule = await RaffleSchedule.start(raffles, {
    mayClose: () => work.isLeading,
    onFailure: (raffle, err) =>
      logger.error({ raffle, err }, 'The announced times of a raffle could not be kept.'),
  });
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
  if (settings.isDemoWanted && (await stores.isUnused())) {
    await openDemo(raffles, logKeyring, publicUrl);
  }
  return {
    publicUrl,
    adminUrl: listeners.admin && adminUrl,
    invitation:
      listeners.admin && (await inviteFirstBrowser(admin, new Invitations(adminUrl, admin))),
    isFolderNew: stores.isFresh,
    hasDemo: (await raffles.find(demoId)) !== undefined,
    async stop() {
      schedule.stop();
      const closed = Promise.all([listeners.main.close(), listeners.admin?.close()]);
      app.drain();
      await closed;
      await work.stop();
      await witnesses.stop();
      await stores.close();
      mailer?.close();
    },
  };
}

/** What identifies participants: keys derived from the secret, mail and the organisation. */
function createSignIn(
  { smtp, oidc, isDevelopment }: Settings,
  { secret, organisationAttempts }: ServiceStores,
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
    mailer,
    oidc:
      oidc === undefined
        ? undefined
        : new OidcSignIn({ ...oidc, redirectUri, attempts: organisationAttempts }),
  };
}
