import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from './service.ts';

const root = join(import.meta.dirname, '..', '..');

export interface SpawnedService {
  readonly url: string;
  readonly dataDir: string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Output {
  stdout: string;
  stderr: string;
}

/** The real program in a process of its own, once it says where it is. */
export async function spawnService(
  t: ExecutionContext,
  {
    environment = {},
    dataDir = temporaryFolder(t),
  }: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly dataDir?: string;
  } = {},
): Promise<SpawnedService> {
  const { child, output, ended } = spawnMain({
    RAFFLE_PORT: '0',
    RAFFLE_DATA_DIR: dataDir,
    LOG_LEVEL: 'trace',
    ...environment,
  });
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /(http:\S+)\/api\/raffles/.exec(output.stdout);
      if (found !== null) resolve(found[1]!);
    });
    child.once('exit', () => reject(new Error(`It did not start: ${output.stderr}`)));
  });
  const end: SpawnedService['end'] = (signal) => {
    child.kill(signal);
    return ended;
  };
  return { url, dataDir, end };
}

/** Runs the real program with an environment that it does not survive. */
export async function runMain(environment: Readonly<Record<string, string>>): Promise<Ended> {
  return spawnMain(environment).ended;
}

function spawnMain(environment: Readonly<Record<string, string>>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import=tsx', 'services/raffle/main.ts'], {
    cwd: root,
    env: { PATH, ...environment },
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
