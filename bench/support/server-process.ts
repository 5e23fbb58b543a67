import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const project = join(import.meta.dirname, '..', '..');
const heapReporter = join(import.meta.dirname, 'report-heap.ts');

/** A server under test, in a process of its own so that the load does not share its thread. */
export interface ServerProcess {
  readonly url: string;
  /** Milliseconds from the start of the process until it prints that it listens. */
  readonly startMs: number;
  /** CPU time of all its threads since its start, in milliseconds. Other processes do not change it. */
  cpuMs(): number;
  /** Bytes of memory in use now, as Linux counts them (VmRSS). */
  residentBytes(): number;
  /** Bytes of heap in use after a full collection. Only of a service that reports its heap. */
  heapUsed(): Promise<number>;
  /** Stops it as an operator would, and waits until it has ended. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** Collects garbage and reports the remaining heap on request. */
  readonly reportsHeap?: boolean;
  /** Runs it on this core only (Linux `taskset`). */
  readonly core?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The built service on a free port, started as `npm start` does. */
export function startService(
  dataDir: string,
  { reportsHeap = false, core, environment = {} }: ServiceOptions = {},
): Promise<ServerProcess> {
  const reporting = reportsHeap ? ['--expose-gc', '--import', heapReporter] : [];
  const parameters = [...reporting, '--enable-source-maps', 'dist/service/main.js'];
  const settings = {
    RAFFLE_PORT: '0',
    RAFFLE_ADMIN_PORT: 'off',
    RAFFLE_DATA_DIR: dataDir,
    RAFFLE_DEMO: 'off',
    ...environment,
  };
  return startProcess(parameters, settings, core);
}

/** One of the servers of this folder, on a free port. Its arguments are passed on. */
export function startPeer(file: string, ...options: string[]): Promise<ServerProcess> {
  return startProcess([join('bench', 'servers', file), ...options], {});
}

/** A program of this folder that loads a server, once it has printed `ready`. */
export async function startChild(
  file: string,
  ...options: string[]
): Promise<Pick<ServerProcess, 'stop'>> {
  const child = spawn(process.execPath, [join('bench', file), ...options], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  killOnExit(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended before it was ready.`))),
  ]);
  return { stop: () => stop(child) };
}

async function startProcess(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
  core?: number,
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const command = [process.execPath, ...parameters];
  const pinned = core === undefined ? command : ['taskset', '-c', String(core), ...command];
  const child = spawn(pinned[0]!, pinned.slice(1), {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  killOnExit(child);
  const url = await readUrl(child);
  return {
    url,
    startMs: performance.now() - startedAt,
    cpuMs: () => readCpuMs(child),
    residentBytes: () => readResidentBytes(child),
    heapUsed: () => requestHeap(child),
    stop: () => stop(child),
  };
}

/** Reads the address that a server prints once it listens. Later output is read and dropped. */
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

async function requestHeap(child: ChildProcess): Promise<number> {
  child.send('heap');
  const [bytes] = (await once(child, 'message')) as [number];
  return bytes;
}

/** Ends the processes that a benchmark started when the benchmark ends for any reason. */
function killOnExit(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

/** @see Linux, Documentation/scheduler/sched-stats.rst: the first number is nanoseconds on a CPU. */
function readCpuMs({ pid }: ChildProcess): number {
  const tasks = `/proc/${pid}/task`;
  const times = readdirSync(tasks).map((task) =>
    Number(readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ')[0]),
  );
  return times.reduce((sum, time) => sum + time, 0) / 1e6;
}

/** `taskset` replaces itself with the service, so the child process id is that of the service. */
function readResidentBytes({ pid }: ChildProcess): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) * 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
