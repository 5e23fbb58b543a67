import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { builtPath } from './built.ts';
import { temporaryFolder, type Teardown } from './service.ts';

const root = join(import.meta.dirname, '..', '..');
/** Whether tests start built programs: in `npm test`, which has built them and removes no guard. */
export const startsBuilt = process.env['RAFFLE_TEST_BUILT'] === 'on';
/** Node option with which it runs a source file. */
export const sourceOption = `--import=${new URL('typescript.js', import.meta.url).href}`;

export interface SpawnedService {
  readonly url: string;
  /** The invitation link for the admin app that it prints; undefined where the app is off. */
  readonly adminLink: string | undefined;
  readonly dataDir: string;
  /** Resolves when it has ended. */
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
  /** Whether to run the built program instead of the sources. Default: `startsBuilt`. */
  readonly isBuilt?: boolean;
  /** Largest file that it can write, in KiB, to simulate a full disk. */
  readonly fileSizeMaxKib?: number;
  /** Maximum number of open files. */
  readonly filesMax?: number;
  /**
   * Whether file modes apply to it also when root runs the tests. It stays root, so that it can read
   * the checkout anywhere.
   */
  readonly obeysModes?: boolean;
}

interface Output {
  stdout: string;
  stderr: string;
}

/** Starts the real program in its own process and waits for its address. */
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

/** Runs the real program until it ends, for settings with which it does not start. */
export async function runMain(options: SpawnOptions): Promise<Ended> {
  return spawnMain(options).ended;
}

function spawnMain({
  environment = {},
  isBuilt = startsBuilt,
  fileSizeMaxKib,
  filesMax,
  obeysModes = false,
}: SpawnOptions) {
  // The last two change a source file, in tests of guards.
  const { PATH = '', NODE_OPTIONS = '', RAFFLE_TEST_GUARD = '' } = process.env;
  const limit = Object.entries({ f: fileSizeMaxKib, n: filesMax })
    .map(([name, value]) => (value === undefined ? '' : `ulimit -${name} ${value}; `))
    .join('');
  const program = isBuilt
    ? builtPath('service', 'main.js')
    : `${sourceOption} services/raffle/main.ts`;
  const isRoot = process.getuid?.() === 0;
  const restrict = obeysModes && isRoot ? 'setpriv --bounding-set=-dac_override ' : '';
  const command = `${limit}exec ${restrict}"$0" ${program}`;
  const child = spawn('bash', ['-c', command, process.execPath], {
    cwd: root,
    env: {
      PATH,
      NODE_OPTIONS,
      RAFFLE_TEST_GUARD,
      RAFFLE_PORT: '0',
      RAFFLE_ADMIN_PORT: 'off',
      RAFFLE_NEW_DATA_DIR: 'on',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
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
