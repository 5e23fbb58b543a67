import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryFolder, type Teardown } from './service.ts';

const root = join(import.meta.dirname, '..', '..');

export interface SpawnedService {
  readonly url: string;
  /** What it prints for the admin app: an invitation, in development; undefined where that is off. */
  readonly adminLink: string | undefined;
  readonly dataDir: string;
  /** How it ended, once it has. */
  readonly ended: Promise<Ended>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether to run what `npm run build` made, not the sources. */
  readonly isBuilt?: boolean;
  /** The largest file it may write, in KiB: a disk that fills up. */
  readonly fileSizeMaxKib?: number;
  /** Whose process it is; only root can say. Root itself may write what is read-only. */
  readonly uid?: number;
}

interface Output {
  stdout: string;
  stderr: string;
}

/** The real program in a process of its own, once it says where it is. */
export async function spawnService(
  t: Teardown,
  {
    environment = {},
    dataDir = temporaryFolder(t),
    ...options
  }: SpawnOptions & { readonly dataDir?: string } = {},
): Promise<SpawnedService> {
  const { child, output, ended } = spawnMain({
    ...options,
    environment: { RAFFLE_DATA_DIR: dataDir, LOG_LEVEL: 'trace', ...environment },
  });
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const greeting = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (/^ {2}Data /m.test(output.stdout)) resolve(output.stdout);
    });
    child.once('exit', () => reject(new Error(`It did not start: ${output.stderr}`)));
  });
  const end: SpawnedService['end'] = (signal) => {
    child.kill(signal);
    return ended;
  };
  const url = /(http:\S+)\/api\/raffles/.exec(greeting)![1]!;
  const adminLink = /^ {2}Admin +(http:\S+)/m.exec(greeting)?.[1];
  return { url, adminLink, dataDir, ended, end };
}

/** Runs the real program where it does not start. */
export async function runMain(options: SpawnOptions): Promise<Ended> {
  return spawnMain(options).ended;
}

function spawnMain({ environment = {}, isBuilt = false, fileSizeMaxKib, uid }: SpawnOptions) {
  const { PATH = '' } = process.env;
  const limit = fileSizeMaxKib === undefined ? '' : `ulimit -f ${fileSizeMaxKib}; `;
  const program = isBuilt ? 'dist/service/main.js' : '--import=tsx services/raffle/main.ts';
  const command = `${limit}exec "$0" ${program}`;
  const child = spawn('bash', ['-c', command, process.execPath], {
    cwd: root,
    env: { PATH, RAFFLE_PORT: '0', RAFFLE_ADMIN_PORT: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  });
  const output: Output = { stdout: '', stderr: '' };
  collect(child, output);
  const ended = once(child, 'close').then(([exitCode, signal]): Ended => ({
    exitCode,
    signal,
    ...output,
  }));
  return { child, output, ended };
}

function collect(child: ChildProcess, output: Output): void {
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
}
