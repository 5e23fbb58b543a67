import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { leaveServerCore, serverCore } from './cores.ts';
import type { Memory, Stall, Usage } from './report.ts';

const project = join(import.meta.dirname, '..', '..');
/** Characters of a server's last messages, to show if it fails. */
const errorsKept = 4_000;
/** As JavaScript, because a server that removes the types itself starts 50 ms later. */
const { stripTypeScriptTypes } = process.getBuiltinModule('node:module') as unknown as {
  /** Since Node 22.13; the types are those of Node 20. */
  stripTypeScriptTypes(this: void, code: string): string;
};
const report = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'report.ts'), 'utf8'));
const reporting = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(report)}`];

/** A server under test, in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until it prints that it listens. */
  readonly startMs: number;
  /** CPU time of all its threads since its start, as the server itself reads it. */
  usage(): Promise<Usage>;
  /** After a full collection. */
  memory(): Promise<Memory>;
  /** The longest stall of its event loop since the last call. The first call begins the watch. */
  stall(): Promise<Stall>;
  /** Bytes of memory in use now, as Linux counts them (VmRSS). */
  residentBytes(): number;
  /** Stops it as an operator would, and waits until it has ended. */
  stop(): Promise<void>;
}

export interface ChildProgram extends Pick<ServerProcess, 'stop'> {
  readonly process: ChildProcess;
}

export interface ServerOptions {
  /** Runs it on a core of its own, which this process leaves. Default: true. */
  readonly isAlone?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of the built checkout to start. Default: this one. */
  readonly checkout?: string;
  /** The program of the built service, from the top of the checkout. Default: `dist/service/main.js`. */
  readonly program?: string;
}

/** The built service on a free port, started as `npm start` does. */
export function startService(
  dataDir: string,
  { environment = {}, program = 'dist/service/main.js', ...options }: ServerOptions = {},
): Promise<ServerProcess> {
  const settings = {
    RAFFLE_PORT: '0',
    RAFFLE_ADMIN_PORT: 'off',
    RAFFLE_DATA_DIR: dataDir,
    RAFFLE_DEMO: 'off',
    ...environment,
  };
  return startProcess(['--enable-source-maps', program], { ...options, environment: settings });
}

/**
 * Without it some processes pay more for each request, by chance. The service sets it itself:
 * `http/server/young-allocation.ts`.
 */
const youngAllocation = '--no-allocation-site-pretenuring';

/** One of the servers of this folder, on a free port. */
export function startPeer(
  file: string,
  parameters: readonly string[] = [],
  options: ServerOptions = {},
): Promise<ServerProcess> {
  const program = join('bench', 'servers', file);
  return startProcess([youngAllocation, program, ...parameters], options);
}

/** A program of this folder that loads a server, once it has printed `ready`. */
export async function startChild(file: string, ...parameters: string[]): Promise<ChildProgram> {
  const child = spawn(process.execPath, [join('bench', file), ...parameters], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  killOnExit(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended before it was ready.`))),
  ]);
  return { process: child, stop: () => stop(child) };
}

async function startProcess(
  parameters: readonly string[],
  { isAlone = true, environment = {}, checkout = project }: ServerOptions,
): Promise<ServerProcess> {
  if (isAlone) leaveServerCore();
  const place = isAlone ? ['taskset', '-c', String(serverCore)] : [];
  const [command, ...rest] = [...place, process.execPath, ...reporting, ...parameters];
  const startedAt = performance.now();
  const child = spawn(command!, rest, {
    cwd: checkout,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  killOnExit(child);
  const url = await readUrl(child);
  return {
    url,
    pid: child.pid!,
    startMs: performance.now() - startedAt,
    usage: () => ask<Usage>(child, 'usage'),
    memory: () => ask<Memory>(child, 'memory'),
    stall: () => ask<Stall>(child, 'stall'),
    residentBytes: () => readResidentBytes(child),
    stop: () => stop(child),
  };
}

/** Reads the address that a server prints once it listens. Other output is read and dropped. */
async function readUrl(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  let errors = '';
  child.stderr!.on('data', (text: Buffer) => (errors = (errors + text).slice(-errorsKept)));
  return new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const url = /http:\/\/localhost:\d+/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
    lines.on('close', () => reject(new Error(`The server ended before it listened.\n${errors}`)));
    child.on('exit', (code) => {
      if (code !== 0) console.error(`A server ended with ${code}.\n${errors}`);
    });
  });
}

/** Asks what `report.ts` answers. */
async function ask<Answer>(child: ChildProcess, question: string): Promise<Answer> {
  child.send(question);
  const [reply] = (await once(child, 'message')) as [{ answer: Answer }];
  return reply.answer;
}

/** Ends the processes that a benchmark started when the benchmark ends for any reason. */
function killOnExit(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

/** `taskset` replaces itself with the server, so the child process id is that of the server. */
function readResidentBytes({ pid }: ChildProcess): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kib) * 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
