import type { Settings } from '../config.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkOpenFiles, checkPermissions } from './check-files.ts';
import { checkFolder, checkKeys, checkSecret } from './check-folder.ts';
import { checkAddresses, checkClock, checkMail } from './check-network.ts';
import { checkProxy } from './check-proxy.ts';
import { fault, type Check, type Finding } from './finding.ts';

/** In the order in which they are printed. */
const checks: readonly Check[] = [
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
];

/** Runs all checks of a configuration at once; those of the network take up to some seconds. */
export async function runChecks(settings: Settings): Promise<Finding[]> {
  const found = await Promise.all(
    checks.map(async ({ name, run }) => {
      const findings = await run(settings).catch((error: unknown) => [
        fault(`The check failed: ${error instanceof Error ? error.message : String(error)}`),
      ]);
      return findings.map((finding) => ({ check: name, ...finding }));
    }),
  );
  return found.flat();
}
