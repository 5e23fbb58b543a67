import { ProblemReply, ServiceUnreachable, type RaffleClient } from './client.ts';
import type { DrawRecord } from './schemas.ts';

/** What anybody can ask about one raffle's log. */
export interface LogSource {
  /** The signed checkpoint, verbatim. */
  checkpoint(): Promise<string>;
  /** The leaves `[0, size)`, byte for byte; all of them where no size is given. */
  lines(size?: number): Promise<readonly string[]>;
  /** RFC 9162 consistency proof, hashes in base64. */
  consistency(from: number, to: number): Promise<readonly string[]>;
  /** The draw as the service shows it, or undefined where it shows none. */
  draw(): Promise<DrawRecord | undefined>;
}

/**
 * Asks a service about a raffle's log. What it answers proves itself, or does not.
 *
 * @throws {ProblemReply | ServiceUnreachable} From each question.
 */
export function askForLog(client: RaffleClient, id: string, signal?: AbortSignal): LogSource {
  const call = { params: { id }, ...(signal === undefined ? {} : { signal }) };
  return {
    checkpoint: () => client.text('showCheckpoint', call),
    async lines(size) {
      const query = size === undefined ? {} : { to: size };
      const text = await client.text('showLog', { ...call, query });
      if (!text.endsWith('\n')) throw new ServiceUnreachable('The log was cut off on its way.');
      return text.split('\n').slice(0, -1);
    },
    async consistency(from, to) {
      return (await client.call('showConsistency', { ...call, query: { from, to } })).consistency;
    },
    async draw() {
      try {
        return await client.call('showDraw', call);
      } catch (error) {
        // A service that hides its draw is for the audit to tell.
        if (error instanceof ProblemReply && error.code === 'not-drawn') return undefined;
        throw error;
      }
    },
  };
}
