import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface RunningProcess {
  /** Where the service says it is. Rejects where it ends before it says so. */
  readonly url: Promise<string>;
  readonly child: ChildProcess;
  /** The exit code, once it has ended; null where a signal ended it. */
  readonly exitCode: Promise<number | null>;
  /** Everything printed so far, both streams. */
  output(): string;
}

export interface ProcessOptions {
  readonly dataDir: string;
  readonly environment?: Record<string, string>;
  /** Whether to run what `npm run build` made, not the sources. */
  readonly isBuilt?: boolean;
  /** The largest file it may write, in KiB: a disk that fills up. */
  readonly fileSizeMaxKib?: number;
  /** Whose process it is; only root can say. Root itself may write what is read-only. */
  readonly uid?: number;
}

const root = join(import.meta.dirname, '..', '..');

/** The real service in a process of its own, on a free port; it is gone when the test is over. */
export function spawnService(
  t: { teardown(step: () => unknown): void },
  { dataDir, environment = {}, isBuilt = false, fileSizeMaxKib, uid }: ProcessOptions,
): RunningProcess {
  const limit = fileSizeMaxKib === undefined ? '' : `ulimit -f ${fileSizeMaxKib}; `;
  const program = isBuilt ? 'dist/service/main.js' : '--import=tsx services/raffle/main.ts';
  const { NODE_ENV: _, ...inherited } = process.env;
  const child = spawn('bash', ['-c', `${limit}exec "$0" ${program}`, process.execPath], {
    cwd: root,
    env: { ...inherited, RAFFLE_PORT: '0', RAFFLE_DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  });
  t.teardown(() => child.kill('SIGKILL'));
  let output = '';
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /(http:\/\/localhost:\d+)\/api/.exec(output);
      if (found !== null) resolve(found[1]!);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exitCode.then(() => reject(new Error(`The service ended: ${output}`)));
  });
  url.catch(() => undefined);
  return { url, child, exitCode, output: () => output };
}
