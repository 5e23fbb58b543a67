import { ConfigurationFaulty, secretPath, type Settings } from './config.ts';
import { describeDatabase } from './config/database.ts';
import { describeFileFault } from './config/env-reader.ts';
import { limits } from './config/limits.ts';
import { findExposures } from './doctor/check-files.ts';
import { Sampler } from './http/limits/sampler.ts';
import { LogKeyring } from './identity/log-keyring.ts';
import { createMac } from './identity/mac.ts';
import { readSecret, type Secret } from './identity/secret.ts';
import type { RaffleMail } from './mail/raffle-mails/raffle-mail.ts';
import type { SealedDraws } from './randomness/sealed-draws.ts';
import type { RunningWork, ScheduledWork, ServiceStores, StoresOptions } from './service-stores.ts';
import { PostgresAccountStore } from './stores/postgres/account-store.ts';
import { PostgresAdminStore } from './stores/postgres/admin-store.ts';
import { Database } from './stores/postgres/database.ts';
import { DatabaseError } from './stores/postgres/database-error.ts';
import { isEmptyDatabase, isSecretOf } from './stores/postgres/first-start.ts';
import { Leader } from './stores/postgres/leader.ts';
import { migrate } from './stores/postgres/migrate.ts';
import { PostgresOrganisationAttempts } from './stores/postgres/organisation-attempts.ts';
import { PostgresOutboxStore, readMailCounts } from './stores/postgres/outbox-store.ts';
import { PostgresPaymentStore } from './stores/postgres/payment-store.ts';
import { PostgresPictureStore } from './stores/postgres/picture-store.ts';
import { PostgresRaffleStore } from './stores/postgres/raffle-store.ts';
import { PostgresRateLimits } from './stores/postgres/rate-limits.ts';
import { PostgresSignInCodes } from './stores/postgres/sign-in-codes.ts';
import { PostgresWitnessStore } from './stores/postgres/witness-store.ts';
import { StoreUnavailable } from './stores/raffle-store.ts';

type ReportLoss = (cause: unknown) => void;

/**
 * Opens the stores of the database, which several processes may share.
 *
 * @throws {ConfigurationFaulty} The database is new and not expected, or began with another secret.
 * @throws {DatabaseError} The database cannot be used.
 */
export async function openDatabaseStores(
  settings: Settings & { readonly databaseUrl: string },
  options: StoresOptions,
  sealedDraws: SealedDraws,
): Promise<ServiceStores> {
  const report = reportSampled(options);
  const database = Database.open(settings.databaseUrl, { onConnectionLost: report });
  try {
    return await startStores(settings, options, { database, sealedDraws, report });
  } catch (error) {
    await database.close();
    if (!(error instanceof StoreUnavailable)) throw error;
    const message = `${describeDatabase(settings.databaseUrl)} cannot be used: ${describeFailure(error).at(-1)?.replace(/\.$/, '')}. Check DATABASE_URL, and that the server runs and lets this machine in.`;
    throw new DatabaseError('unreachable', message, { cause: error });
  }
}

interface Opened {
  readonly database: Database;
  readonly sealedDraws: SealedDraws;
  readonly report: ReportLoss;
}

async function startStores(
  settings: Settings,
  { logger }: StoresOptions,
  { database, sealedDraws, report }: Opened,
): Promise<ServiceStores> {
  const isFresh = await isEmptyDatabase(database);
  if (isFresh && settings.newFolder === 'refused') throw new ConfigurationFaulty([newFault]);
  const secret = readSharedSecret(settings);
  for (const exposure of findExposures(settings)) logger.warn(exposure);
  await migrate(database);
  if (!(await isSecretOf(database, secret.derive('database')))) {
    throw new ConfigurationFaulty([secretFault]);
  }
  const logKeyring = new LogKeyring(secret);
  const raffles = await PostgresRaffleStore.start({
    database,
    signer: logKeyring,
    sealer: (log) => sealedDraws.sealer(log),
    waitingMax: limits.changesWaitingMax,
    onListenerError: (err) => logger.error({ err }, 'A live update failed. The change is stored.'),
    onFeedFailure: report,
    onSetBack: (raffle) => logger.error({ raffle }, setBackText),
  });
  const digest = createMac(secret.derive('stored-digest'));
  let leader: RunningWork | undefined;
  return {
    accounts: new PostgresAccountStore(database),
    admin: new PostgresAdminStore(database),
    payments: new PostgresPaymentStore(database),
    pictures: new PostgresPictureStore(database, {
      bytesMax: limits.picturesBytesMax,
      warn: (line) => logger.warn(line),
    }),
    raffles,
    witnessStore: new PostgresWitnessStore(database),
    logKeyring,
    sealedDraws,
    secret,
    codes: new PostgresSignInCodes(database, digest),
    rateLimits: new PostgresRateLimits(database, digest),
    organisationAttempts: new PostgresOrganisationAttempts(database, limits.organisationSignInsMax),
    readMailCounts: (raffleId) => readMailCounts(database, raffleId),
    isFresh,
    isStoreReachable: async () => {
      const answered = await database.query('SELECT 1').catch(() => undefined);
      return answered !== undefined;
    },
    isUnused: () => raffles.isUnused(),
    async startWork(work) {
      leader = lead(database, work, report);
      return leader;
    },
    async close() {
      await leader?.stop();
      await raffles.stop();
      await database.close();
    },
  };
}

function lead(database: Database, { begin, end }: ScheduledWork, report: ReportLoss): RunningWork {
  return new Leader({
    database,
    async begin(term, resign) {
      const onFailure = (cause: unknown) => {
        report(cause);
        resign();
      };
      await begin(await PostgresOutboxStore.load<RaffleMail>({ database, term, onFailure }));
    },
    end,
    onFailure: report,
  });
}

function readSharedSecret(settings: Settings): Secret {
  const path = secretPath(settings);
  try {
    return readSecret(path);
  } catch (cause) {
    throw new ConfigurationFaulty([`RAFFLE_SECRET_FILE: ${describeFileFault(cause, path)}`]);
  }
}

/** Logs one line per minute: while the database does not answer, everything fails. */
function reportSampled({ logger }: StoresOptions): ReportLoss {
  const sampler = new Sampler();
  return (cause) => {
    const standsFor = sampler.take('database');
    if (standsFor === undefined) return;
    const message = 'The database did not answer. Everything is tried again.';
    logger.error({ failure: describeFailure(cause), standsFor }, message);
  };
}

/** Messages and codes only: an error of the driver has the whole connection as a member. */
function describeFailure(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return [];
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code}: ` : '';
  return [code + cause.message, ...describeFailure(cause.cause)];
}

const setBackText =
  'The database has lost entries of this raffle that this process had read: a backup was restored, or a standby took over that lacked them. The service goes on with what the database has. Sales that it lacks were undone.';
const newFault =
  'DATABASE_URL: this database holds no raffle. If it should, the address is wrong. Nothing was made there. To begin a new database, set RAFFLE_NEW_DATA_DIR=on for its first start.';
const secretFault =
  'RAFFLE_SECRET_FILE: the database began with another secret. All processes that share it need the same one: restore it from a backup.';
