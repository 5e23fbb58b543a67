import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const project = join(import.meta.dirname, '..', '..');
const heapReporter = join(import.meta.dirname, 'report-heap.ts');

/** A server under test, in a process of its own so that the load does not share its thread. */
export interface ServerProcess {
  readonly url: string;
  /** Milliseconds from the start of the process to the line that says it listens. */
  readonly startMs: number;
  /** Bytes of heap in use after a full collection. Only of a service that reports its heap. */
  heapUsed(): Promise<number>;
  /** Ends it as an operator would, and waits until it is gone. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** Collects garbage and says what is left when asked. */
  readonly reportsHeap?: boolean;
}

/** The built service on a free port, started as `npm start` does. */
export function startService(
  dataDir: string,
  { reportsHeap = false }: ServiceOptions = {},
): Promise<ServerProcess> {
  const reporting = reportsHeap ? ['--expose-gc', '--import', 'tsx', '--import', heapReporter] : [];
  return startProcess([...reporting, '--enable-source-maps', 'dist/service/main.js'], {
    RAFFLE_PORT: '0',
    RAFFLE_ADMIN_PORT: 'off',
    RAFFLE_DATA_DIR: dataDir,
    RAFFLE_DEMO: 'off',
  });
}

/** One of the servers of this folder, on a free port. Its arguments are passed on. */
export function startPeer(file: string, ...options: string[]): Promise<ServerProcess> {
  return startProcess(['--import', 'tsx', join('bench', 'servers', file), ...options], {});
}

async function startProcess(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, parameters, {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const url = await readUrl(child);
  return {
    url,
    startMs: performance.now() - startedAt,
    heapUsed: () => askForHeap(child),
    stop: () => stop(child),
  };
}

/** The address in what a server says once it listens. What it says later is read and dropped. */
async function readUrl(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const found = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const url = /http:\/\/localhost:\d+/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
    lines.on('close', () => reject(new Error('The server under test ended before it listened.')));
  });
  return found;
}

async function askForHeap(child: ChildProcess): Promise<number> {
  child.send('heap');
  const [bytes] = (await once(child, 'message')) as [number];
  return bytes;
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
