/**
 * Loaded into a server before its own code, with `--expose-gc`: answers what its parent process asks.
 * `process.cpuUsage` counts all threads of the process.
 */
export interface Usage {
  /** CPU time since the start, in milliseconds. */
  readonly cpuMs: number;
  /** When that was read, by this process's clock. */
  readonly atMs: number;
}

const answers: Readonly<Record<string, () => unknown>> = {
  usage: (): Usage => {
    const { user, system } = process.cpuUsage();
    return { cpuMs: (user + system) / 1_000, atMs: performance.now() };
  },
  /** Bytes in use. One collection leaves objects that were just released, hence several. */
  heap: (): number => {
    for (let round = 0; round < 4; round += 1) (globalThis as { gc?: () => void }).gc!();
    return process.memoryUsage().heapUsed;
  },
};

process.on('message', (question: string) => {
  process.send!({ question, answer: answers[question]!() });
});
process.channel?.unref();
