import type { Settings } from '../config.ts';
import { JournalError } from '../stores/lowdb/journal-error.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkOpenFiles, checkPermissions } from './check-files.ts';
import { checkFolder, checkKeys, checkSecret } from './check-folder.ts';
import { checkAddresses, checkClock, checkMail, checkNames } from './check-network.ts';
import { checkPort } from './check-port.ts';
import { checkProxy } from './check-proxy.ts';
import { checkWitnesses } from './check-witnesses.ts';
import { fault, type Check, type Finding } from './finding.ts';

/** In the order in which they are printed. */
const checks: readonly Check[] = [
  checkNames,
  checkAddresses,
  checkDisk,
  checkPermissions,
  checkFolder,
  checkDatabase,
  checkSecret,
  checkKeys,
  checkOpenFiles,
  checkClock,
  checkMail,
  checkProxy,
  checkWitnesses,
];

/** Runs all checks of a configuration, most of them at once; those of the network take up to some seconds. */
export async function runChecks(settings: Settings): Promise<Finding[]> {
  // The check of the proxy listens on the port itself.
  const port = await runCheck(checkPort, settings);
  const found = await Promise.all(checks.map((check) => runCheck(check, settings)));
  return [...port, ...found.flat()];
}

async function runCheck({ name, run }: Check, settings: Settings): Promise<Finding[]> {
  const findings = await run(settings).catch((error: unknown) => [fault(describe(error))]);
  return findings.map((finding) => ({ check: name, ...finding }));
}

function describe(error: unknown): string {
  // Its message says what to do.
  if (error instanceof JournalError) return error.message;
  return `The check failed: ${error instanceof Error ? error.message : String(error)}`;
}
