import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Invitation } from '#contract/schemas.ts';
import { ConfigurationFaulty, limits, secretPath, type Settings } from './config.ts';
import { createApp, type App } from './http/create-app.ts';
import { nameOrigins, openListeners, type Listeners } from './http/listeners.ts';
import { oidcCallbackPath } from './http/routes/oidc.ts';
import { addKeyids } from './identity/admin-keys.ts';
import { EmbedTokens } from './identity/embed-token.ts';
import {
  enrolFileKeys,
  enrolFirstKey,
  inviteFirstBrowser,
  revokeDevelopmentKeys,
} from './identity/enrol-keys.ts';
import { Invitations } from './identity/invitations.ts';
import { LogKeys } from './identity/log-keys.ts';
import { LogSigningKeys } from './identity/log-signing-keys.ts';
import { createSmtpMailer, DevMailbox, type Mailer } from './identity/mailer.ts';
import { OidcSignIn } from './identity/oidc.ts';
import { Pseudonyms } from './identity/pseudonyms.ts';
import { readOrMakeSecret, readSecret, type Secret } from './identity/secret.ts';
import { SessionTokens } from './identity/session-token.ts';
import { SignInCodes } from './identity/sign-in-codes.ts';
import { demoId, openDemo } from './open-demo.ts';
import { prepareSealedDraws, warnOfUnknownChains } from './prepare-sealed-draws.ts';
import { LowdbAccountStore } from './stores/lowdb/account-store.ts';
import { LowdbAdminStore } from './stores/lowdb/admin-store.ts';
import { DataFolder, type DataFolderOptions } from './stores/lowdb/data-folder.ts';
import { LowdbRaffleStore } from './stores/lowdb/raffle-store.ts';

export interface ServiceOptions extends Pick<DataFolderOptions, 'onFailure'> {
  readonly logger: Logger;
  /** Takes what a developer must see: sign-in codes. */
  readonly print: (line: string) => void;
  /** Where the built participant app is; without it the service has its API only. */
  readonly participantDir?: string;
  /** Where the built admin app is; without it its listener says how to build it. */
  readonly adminDir?: string;
  /** Where the built verifier is; without it none is offered. */
  readonly verifierDir?: string;
}

/** The same from the sources and from the bundle: both are two folders down. */
const built = join(import.meta.dirname, '..', '..', 'dist');

export interface Service {
  readonly publicUrl: string;
  /** Where the admin app is, if this process serves it. */
  readonly adminUrl: string | undefined;
  /** Lets the first browser in as an operator, in development. */
  readonly invitation: Invitation | undefined;
  /** Whether there is the demo raffle, to try things with. */
  readonly hasDemo: boolean;
  /** Stops taking requests, finishes those it has, ends the streams and lets the data folder go. */
  stop(): Promise<void>;
}

/**
 * Puts the service together and opens its door. The only file that names a concrete store.
 *
 * @throws {ConfigurationFaulty} a file that the settings name does not hold what it must.
 * @throws {JournalUnusable} the data folder cannot be used; nothing in it was changed.
 */
export async function startService(settings: Settings, options: ServiceOptions): Promise<Service> {
  const folder = DataFolder.open(settings.dataDir, {
    ...options,
    waitingMax: limits.changesWaitingMax,
  });
  try {
    return await openDoor(settings, options, folder);
  } catch (error) {
    await folder.close();
    throw error;
  }
}

async function openDoor(
  settings: Settings,
  options: ServiceOptions,
  folder: DataFolder,
): Promise<Service> {
  const secret = takeSecret(settings, folder);
  const accounts = await LowdbAccountStore.open(folder);
  const admin = await LowdbAdminStore.open(folder);
  const raffles = await LowdbRaffleStore.open(folder, new LogSigningKeys(secret));
  await enrolKeys(settings, admin);
  if ((await admin.keys()).every(({ isRevoked }) => isRevoked)) options.logger.warn(noOperator);
  const sealedDraws = prepareSealedDraws(settings, options.logger);
  await warnOfUnknownChains(raffles, sealedDraws, options.logger);
  const listeners = await openListeners(settings, options.logger);
  const { publicUrl, adminUrl } = nameOrigins(settings, listeners);
  const stores = { accounts, admin, raffles };
  const parts = { ...identify(settings, secret, options, publicUrl), ...stores, sealedDraws };
  const app = createApp({
    participantDir: join(built, 'participant'),
    adminDir: join(built, 'admin'),
    verifierDir: join(built, 'verifier'),
    ...settings,
    ...options,
    ...parts,
    publicUrl,
    adminUrl,
  });
  listeners.main.serve(app.express);
  listeners.admin?.serve(app.adminSite);
  if (settings.isDemoWanted && folder.isFresh) await openDemo(raffles, parts.logKeys);
  return {
    publicUrl,
    adminUrl: listeners.admin && adminUrl,
    invitation:
      listeners.admin && (await inviteFirstBrowser(admin, new Invitations(adminUrl, admin))),
    hasDemo: (await raffles.read(demoId)) !== undefined,
    stop: () => stop(listeners, app, folder),
  };
}

/** A fresh folder gets a secret. One with raffles and none is refused: every pseudonym hangs on it. */
function takeSecret(settings: Settings, folder: DataFolder): Secret {
  const path = secretPath(settings);
  try {
    const mayMake = settings.secretFile === undefined && folder.isFresh;
    return mayMake ? readOrMakeSecret(path) : readSecret(path);
  } catch (cause) {
    const { syscall, code, message } = cause as NodeJS.ErrnoException;
    const why = syscall === undefined ? message : `${path} cannot be read (${code}).`;
    const advice = folder.isFresh
      ? 'No raffle needs it yet: delete it, and the next start makes another.'
      : 'It must be the one that these raffles began with: restore it from a backup.';
    throw new ConfigurationFaulty([`The secret: ${why} ${advice}`]);
  }
}

const noOperator =
  'No operator key is enrolled, so nobody can open, close or draw a raffle. Set RAFFLE_ADMIN_KEYS_FILE and start again.';

async function enrolKeys(settings: Settings, admin: LowdbAdminStore): Promise<void> {
  await enrolFileKeys(admin, await addKeyids(settings.adminKeys));
  if (!settings.isDevelopment) return revokeDevelopmentKeys(admin);
  try {
    await enrolFirstKey(admin, join(settings.dataDir, 'operator.pem'));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ConfigurationFaulty([cause.message]);
  }
}

function identify(
  { smtp, oidc, isDevelopment }: Settings,
  secret: Secret,
  { print }: ServiceOptions,
  publicUrl: string,
) {
  const devMailbox = isDevelopment ? new DevMailbox(print) : undefined;
  const mailer: Mailer | undefined =
    smtp === undefined ? devMailbox : createSmtpMailer(smtp.url, smtp.from);
  const redirectUri = new URL(oidcCallbackPath, publicUrl).href;
  return {
    pseudonyms: new Pseudonyms(secret),
    sessionTokens: new SessionTokens(secret.derive('session')),
    embedTokens: new EmbedTokens(secret.derive('embed-token')),
    codes: new SignInCodes({ key: secret.derive('sign-in-code'), isUnlimited: isDevelopment }),
    mailer,
    oidc:
      oidc === undefined
        ? undefined
        : new OidcSignIn({ ...oidc, redirectUri, attemptsMax: limits.organisationSignInsMax }),
    logKeys: new LogKeys(secret, publicUrl),
  };
}

async function stop({ main, admin }: Listeners, app: App, folder: DataFolder): Promise<void> {
  const closed = Promise.all([main.close(), admin?.close()]);
  app.drain();
  await closed;
  await folder.close();
}
