import type { ExecutionContext } from 'ava';
import { pino } from 'pino';
import { readSettings } from '../../services/raffle/config.ts';
import { startService } from '../../services/raffle/start-service.ts';
import { temporaryFolder } from './service.ts';

export interface DeployedService {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface DeployedServiceOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  /** Takes every log line. */
  readonly log?: (line: string) => void;
}

/** A mail server address where no server listens, for tests that send no mail. */
const deadMail = {
  RAFFLE_SMTP_URL: 'smtp://127.0.0.1:1',
  RAFFLE_MAIL_FROM: 'raffle@example.org',
};

/** Starts the service with production settings: limits on, no development mailbox. */
export async function startDeployedService(
  t: ExecutionContext,
  { environment = {}, dataDir = temporaryFolder(t), log }: DeployedServiceOptions = {},
): Promise<DeployedService> {
  const settings = readSettings({
    NODE_ENV: 'production',
    RAFFLE_PORT: '0',
    RAFFLE_NEW_DATA_DIR: 'on',
    RAFFLE_ADMIN_PORT: 'off',
    RAFFLE_DATA_DIR: dataDir,
    RAFFLE_DEMO: 'on',
    LOG_LEVEL: log === undefined ? 'silent' : 'trace',
    ...(environment['RAFFLE_OIDC_ISSUER'] === undefined ? deadMail : {}),
    ...environment,
  });
  const logger = pino({ level: settings.logLevel }, { write: (line) => log?.(line) });
  const service = await startService(settings, { logger, print: (line) => t.fail(line) });
  let isRunning = true;
  const stop = async () => {
    if (isRunning) await service.stop();
    isRunning = false;
  };
  t.teardown(stop);
  return { url: service.publicUrl, dataDir, stop };
}
