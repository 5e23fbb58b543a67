import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const sessionPriority = '/proc/self/autogroup';

/** The cores that this process may use, in ascending order. */
const cores = readAllowedCores();

/** The server under test has this core to itself; the benchmark and its load use the others. */
export const serverCore = cores[0]!;

/**
 * Keeps this process, and what it starts from now on, off the server's core, and puts both before other
 * programs of the machine until it ends, if the system permits it.
 *
 * @throws {Error} on a machine with one core, where the load would take the server's time.
 */
export function leaveServerCore(): void {
  if (cores.length < 2)
    throw new Error('A server needs a core to itself: run this on two or more.');
  setAffinity(cores.slice(1));
  if (!isPreferred) isPreferred = takePriority();
}

let isPreferred = false;

function takePriority(): boolean {
  try {
    setPriority(-20);
    // Linux shares the time between sessions first, so a priority within this one is not enough.
    const usual = /nice (-?\d+)/.exec(readFileSync(sessionPriority, 'utf8'))![1]!;
    writeFileSync(sessionPriority, '-20');
    process.once('exit', () => writeFileSync(sessionPriority, usual));
  } catch {
    // Only root may, and not every kernel shares by session.
  }
  return true;
}

/** Lets this process use all cores again. */
export function useAllCores(): void {
  setAffinity(cores);
}

/** Share of time, 0 to 1, in which the server's core had nothing to do since `before`. */
export function idleShareSince(before: CoreTimes): number {
  const now = readServerCore();
  return (now.idle - before.idle) / Math.max(1, now.all - before.all);
}

export interface CoreTimes {
  readonly idle: number;
  readonly all: number;
}

/** @see Linux, Documentation/filesystems/proc.rst: user, nice, system, idle, iowait and so on. */
export function readServerCore(): CoreTimes {
  const line = readFileSync('/proc/stat', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`cpu${serverCore} `))!;
  const times = line.split(' ').slice(1).map(Number);
  return { idle: times[3]! + times[4]!, all: times.reduce((sum, time) => sum + time, 0) };
}

function readAllowedCores(): number[] {
  const status = readFileSync('/proc/self/status', 'utf8');
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(status)![1]!;
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

function setAffinity(to: readonly number[]): void {
  execFileSync('taskset', ['-a', '-c', '-p', to.join(','), String(process.pid)]);
}
