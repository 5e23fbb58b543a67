import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { destination, pino } from 'pino';
import { ConfigurationFaulty, readSettings, type Settings } from './config.ts';
import { describeDatabase } from './config/database.ts';
import { limits } from './config/limits.ts';
import { allocateInYoungGeneration } from './http/server/young-allocation.ts';
import { startService, type Service } from './start-service.ts';
import { JournalError, journalExitCodes } from './stores/lowdb/journal-error.ts';
import type { JournalThread } from './stores/lowdb/journal-thread.ts';
import { DatabaseError, databaseExitCodes } from './stores/postgres/database-error.ts';
import { StoreUnavailable } from './stores/raffle-store.ts';

const stderr = 2;
/** Time to send the last replies after the journal has failed. */
const lastRepliesMs = 200;

/**
 * Runs the service until the process ends. A start that fails is explained, and sets the exit code.
 *
 * @param thread Reads the journals of the data folder.
 */
export async function runService(thread: JournalThread | undefined): Promise<void> {
  try {
    await start(thread);
  } catch (error) {
    process.exitCode = explain(error);
  }
}

async function start(thread: JournalThread | undefined): Promise<void> {
  const settings = readSettings(process.env);
  const logger = pino(
    { level: settings.logLevel, base: null },
    destination({ fd: stderr, sync: true }),
  );
  const service = await startService(settings, {
    logger,
    thread,
    print: (line) => console.log(line),
    onFailure(cause) {
      logger.fatal(
        { err: cause },
        'The journal failed. Start the service again: all confirmed purchases are on disk.',
      );
      setTimeout(() => process.exit(journalExitCodes.unwritable), lastRepliesMs);
    },
  });
  allocateInYoungGeneration();
  closeWithGrace({ delay: limits.drainMsMax + lastRepliesMs, logger }, async ({ err }) => {
    if (err !== undefined) logger.fatal({ err }, 'The service failed.');
    await service.stop();
  });
  // Printed last, because a supervisor may stop the service once it has read this.
  console.log(describeStart(settings, service));
}

/** The addresses of the service, and commands to try. */
function describeStart(settings: Settings, service: Service): string {
  const { databaseUrl, dataDir, isDevelopment } = settings;
  const place = databaseUrl === undefined ? dataDir : describeDatabase(databaseUrl);
  const { publicUrl, hasDemo, isFolderNew } = service;
  const options = [
    ...(publicUrl === 'http://localhost:4000' ? [] : ['--url', publicUrl]),
    ...(dataDir === './data' ? [] : ['--key', quoteForShell(join(dataDir, 'operator.pem'))]),
  ];
  const places = [
    `  Tickets          ${publicUrl}/`,
    ...describeAdmin(settings, service),
    `  Raffles and API  ${publicUrl}/api/raffles`,
    `  Documentation    ${publicUrl}/docs`,
    ...(isDevelopment ? [`  Sign-in codes    ${publicUrl}/dev/mailbox`] : []),
    `  Data             ${place}${isFolderNew ? ' (new)' : ''}`,
  ];
  const commands = hasDemo
    ? ['show demo', 'watch demo', 'draw demo']
    : ['list', 'create --title "Spring fair"'];
  const tries = commands.map((command) => ['  npx raffle', command, ...options].join(' '));
  const next = isDevelopment ? ['', 'Try next, in another terminal:', ...tries] : [];
  return ['The raffle service is running.', '', ...places, ...next, ''].join('\n');
}

/** In development the link enrols any browser that opens it, so it is printed to the terminal only. */
function describeAdmin({ adminPort }: Settings, { adminUrl, invitation }: Service): string[] {
  if (adminPort === undefined) return [];
  if (adminUrl === undefined) {
    return [
      `  Admin            not served: port ${adminPort} is in use; RAFFLE_ADMIN_PORT sets another`,
    ];
  }
  if (invitation === undefined) return [`  Admin            ${adminUrl}/`];
  return [
    `  Admin            ${invitation.link}`,
    '                   (enrols one browser as operator, once, within 15 minutes)',
  ];
}

/** First steps with a damaged journal. None of them can lose confirmed sales. */
function repairAdvice(): string[] {
  const { dataDir } = readSettings(process.env);
  return [
    `To see what the folder holds and what is missing: npx raffle repair ${quoteForShell(dataDir)}`,
    'Keep a copy of the whole folder before you replace any file in it: an older file lacks later sales.',
  ];
}

/** Quotes a text as one word of a POSIX shell. */
function quoteForShell(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const machineFaults = new Set(['EMFILE', 'ENFILE', 'EIO', 'ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

function isMachineFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && machineFaults.has(String(error.code));
}

function explain(error: unknown): number {
  if (error instanceof ConfigurationFaulty) {
    console.error(['The service cannot start:', ...error.faults].join('\n  '));
    return ConfigurationFaulty.exitCode;
  }
  if (error instanceof JournalError) {
    const lines = error.code === 'damaged' ? [error.message, ...repairAdvice()] : [error.message];
    console.error(['The service cannot start:', ...lines].join('\n  '));
    return journalExitCodes[error.code];
  }
  if (error instanceof DatabaseError) {
    console.error(`The service cannot start:\n  ${error.message}`);
    return databaseExitCodes[error.code];
  }
  if (error instanceof StoreUnavailable) {
    console.error(`The service cannot start:\n  ${error.message}`);
    return databaseExitCodes.unreachable;
  }
  if (isMachineFault(error)) {
    console.error(`The service cannot start:\n  ${error.message}. Nothing confirmed was changed.`);
    return journalExitCodes.unwritable;
  }
  console.error(error);
  return 1;
}
