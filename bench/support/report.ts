import { open } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';

/**
 * Loaded into a server before its own code, with `--expose-gc`: answers what its parent process asks.
 * `process.cpuUsage` counts all threads of the process.
 */
export interface Usage {
  /** CPU time since the start, in milliseconds. */
  readonly cpuMs: number;
  /** When that was read, by this process's clock. */
  readonly atMs: number;
  /** Number of calls of `fdatasync` through file handles since the start. */
  readonly flushes: number;
}

export interface Memory {
  readonly heapBytes: number;
  /** Contents of typed arrays and buffers, outside the heap. */
  readonly arrayBytes: number;
  /** Room of the heap for new objects, which is empty now. Its size depends on earlier work. */
  readonly youngBytes: number;
}

/** For how long the event loop was blocked at most, in milliseconds. */
export interface Stall {
  /** CPU time of its thread. Other programs on the machine do not make it longer. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

let flushes = 0;
await countFlushes();

let takeStall: (() => Stall) | undefined;

const answers: Readonly<Record<string, () => unknown>> = {
  usage: (): Usage => {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1_000, atMs: performance.now(), flushes };
  },
  /** In use. One collection leaves objects that were just released, hence several. */
  memory: (): Memory => {
    for (let round = 0; round < 4; round += 1) (globalThis as { gc?: () => void }).gc!();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')!;
    const { physical_space_size: youngBytes } = young;
    return { heapBytes: heapUsed, arrayBytes: arrayBuffers, youngBytes };
  },
  /** The longest since the last question. The first one begins the watch. */
  stall: (): Stall => {
    takeStall ??= watchStalls();
    return takeStall();
  },
};

async function countFlushes(): Promise<void> {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  // oxlint-disable-next-line typescript/unbound-method -- it is called with `this`
  const { datasync } = prototype;
  prototype.datasync = function (this: typeof handle) {
    flushes += 1;
    return datasync.call(this);
  };
  await handle.close();
}

function watchStalls(): () => Stall {
  const resolutionMs = 1;
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  let lastMs = threadCpuMs();
  let cpuMs = 0;
  setInterval(() => {
    const now = threadCpuMs();
    cpuMs = Math.max(cpuMs, now - lastMs);
    lastMs = now;
  }, resolutionMs).unref();
  return () => {
    const stall = { cpuMs, wallMs: delays.max / 1e6 - resolutionMs };
    delays.reset();
    cpuMs = 0;
    return stall;
  };
}

function threadCpuMs(): number {
  // Since Node 23.9; the types are those of Node 20.
  const { user, system } = (
    process as unknown as { threadCpuUsage(): NodeJS.CpuUsage }
  ).threadCpuUsage();
  return (user + system) / 1_000;
}

process.on('message', (question: string) => {
  process.send!({ question, answer: answers[question]!() });
});
process.channel?.unref();
