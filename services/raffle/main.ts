import { join } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { destination, pino } from 'pino';
import { ConfigurationFaulty, limits, readSettings, type Settings } from './config.ts';
import { startService, type Service } from './start-service.ts';
import { JournalUnusable, journalExitCodes } from './stores/lowdb/journal-unusable.ts';

const stderr = 2;
/** How long answers have to leave after the disk has failed. */
const lastWordsMs = 200;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const logger = pino(
    { level: settings.logLevel, base: null },
    destination({ fd: stderr, sync: true }),
  );
  const service = await startService(settings, {
    logger,
    print: (line) => console.log(line),
    onFailure(cause) {
      logger.fatal(
        { err: cause },
        'The journal failed. Start again: what was confirmed is on disk.',
      );
      setTimeout(() => process.exit(journalExitCodes.unwritable), lastWordsMs);
    },
  });
  closeWithGrace({ delay: limits.drainMsMax + lastWordsMs, logger }, async ({ err }) => {
    if (err !== undefined) logger.fatal({ err }, 'The service failed.');
    await service.stop();
  });
  // Last, because whoever reads it may stop the service at once.
  console.log(greet(settings, service));
}

/** Where everything is, and what to try next. */
function greet(settings: Settings, service: Service): string {
  const { dataDir, isDevelopment } = settings;
  const { publicUrl, hasDemo } = service;
  const options = [
    ...(publicUrl === 'http://localhost:4000' ? [] : ['--url', publicUrl]),
    ...(dataDir === './data' ? [] : ['--key', join(dataDir, 'operator.pem')]),
  ];
  const places = [
    `  Tickets          ${publicUrl}/`,
    ...describeAdmin(settings, service),
    `  Raffles and API  ${publicUrl}/api/raffles`,
    `  Documentation    ${publicUrl}/docs`,
    ...(isDevelopment ? [`  Sign-in codes    ${publicUrl}/dev/mailbox`] : []),
    `  Data             ${dataDir}`,
  ];
  const commands = hasDemo
    ? ['show demo', 'watch demo', 'draw demo']
    : ['list', 'create --title "Spring fair"'];
  const tries = commands.map((command) => ['  npx raffle', command, ...options].join(' '));
  const next = isDevelopment ? ['', 'Try next, in another terminal:', ...tries] : [];
  return ['The raffle is open for business.', '', ...places, ...next, ''].join('\n');
}

/** In development the link lets whoever opens it in, so it is for this terminal alone. */
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
    '                   (lets one browser in as operator, once, within 15 minutes)',
  ];
}

function explain(error: unknown): number {
  if (error instanceof ConfigurationFaulty) {
    console.error(['The service cannot start:', ...error.faults].join('\n  '));
    return ConfigurationFaulty.exitCode;
  }
  if (error instanceof JournalUnusable) {
    console.error(`The service cannot start:\n  ${error.message}`);
    return journalExitCodes[error.reason];
  }
  console.error(error);
  return 1;
}

try {
  await main();
} catch (error) {
  process.exitCode = explain(error);
}
