import { Sampler } from '../raffle/http/limits/sampler.ts';
import { listen, type Listener } from '../raffle/http/server/listen.ts';
import type { AddCheckpoint } from './add-checkpoint.ts';
import { FollowedLogs, readFollows } from './followed-logs.ts';
import { saveFork } from './fork-evidence.ts';
import { LogStates, type LogState } from './log-states.ts';
import { WitnessMetrics } from './metrics.ts';
import { createWitnessApp } from './witness-app.ts';
import { lockFolder, readSigner } from './witness-folder.ts';
import { Witness } from './witness.ts';

/** Each can send a request of 128 KiB. */
const connections = { max: 256, perNetworkMax: 64 };
/** Behind a proxy every connection comes from the proxy, so only the total applies. */
const proxyConnections = { ...connections, perNetworkMax: connections.max };

export interface ServeOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Number of proxies in front of it that add to X-Forwarded-For. Default: 0. */
  readonly proxyHops?: number;
  /** Signs although the clock is behind the last cosignature, because the clock was wrong then. */
  readonly isClockTrusted?: boolean;
  /** Takes messages for the person who runs the witness. */
  readonly print: (message: string) => void;
}

export interface RunningWitness {
  readonly port: number;
  /** Stops taking requests and releases the folder. */
  stop(): Promise<void>;
}

/**
 * Runs the witness of a folder.
 *
 * @throws {WitnessFolderError} `missing`, `in-use`, `damaged`.
 * @throws {CannotListen} The port cannot be opened.
 */
export async function serveWitness(path: string, options: ServeOptions): Promise<RunningWitness> {
  const { host, port, proxyHops = 0, print, isClockTrusted = false } = options;
  const signer = await readSigner(path);
  const unlock = lockFolder(path);
  try {
    const logs = await LogStates.open(path);
    // Reports a damaged file now instead of with the first request.
    await readFollows(path);
    const metrics = new WitnessMetrics(() => logs.size);
    const reportFork = async (log: LogState, request: AddCheckpoint) => {
      metrics.countFork();
      try {
        const file = await saveFork(path, log, request);
        if (file !== undefined) print(`${log.origin} signed two histories. Evidence: ${file}`);
      } catch (error) {
        print(`Evidence about ${log.origin} was not saved: ${String(error)}`);
      }
    };
    const witness = new Witness({
      signer,
      logs,
      followed: new FollowedLogs(path),
      isClockTrusted,
      onFork: reportFork,
    });
    if (witness.secondsBehind > 0) {
      print(
        `The clock is ${witness.secondsBehind} s behind the last cosignature, so nothing is signed until that time. Set the clock. If it is right and was wrong before, start with --trust-clock.`,
      );
    }
    const failures = new Sampler();
    // Strangers decide how often: a full disk fails every request.
    const onError = (error: unknown) => {
      const count = failures.take('failure');
      if (count === undefined) return;
      print(`The witness failed${count === 1 ? '' : ` (${count} times)`}: ${String(error)}`);
    };
    const listener: Listener = await listen(host, port, {
      connections: () => (proxyHops > 0 ? proxyConnections : connections),
    });
    listener.serve(createWitnessApp({ witness, metrics, proxyHops, onError }));
    return {
      port: listener.port,
      async stop() {
        await listener.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
