import { ProblemReply, ServiceUnreachable, type RaffleClient } from './client.ts';

/** The public parts of one raffle's log, as a service or a file returns them. */
export interface LogSource {
  /** The newest signed checkpoint, verbatim. */
  checkpoint(): Promise<string>;
  /** That of an earlier batch; undefined if none ended at this size, or it cannot be fetched. */
  checkpoint(size: number): Promise<string | undefined>;
  /** The leaves `[0, size)`, byte for byte; all of them if no size is given. */
  lines(size?: number): Promise<readonly string[]>;
  /** RFC 9162 consistency proof, hashes in base64. */
  consistency(from: number, to: number): Promise<readonly string[]>;
  /** The draw record as returned, not validated; undefined if there is none. */
  draw(): Promise<unknown>;
}

/**
 * Reads a raffle's log from a service. The caller verifies what it returns.
 *
 * @throws {ProblemReply | ServiceUnreachable} From each method.
 */
export function createLogSource(client: RaffleClient, id: string, signal?: AbortSignal): LogSource {
  const call = { params: { id }, ...(signal === undefined ? {} : { signal }) };
  return {
    checkpoint: checkpointReader(client, call),
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
        return await client.unchecked('showDraw', call);
      } catch (error) {
        // The audit reports a service that denies its draw.
        if (error instanceof ProblemReply && error.code === 'not-drawn') return undefined;
        throw error;
      }
    },
  };
}

/** An earlier checkpoint only adds to what can be proven, so its absence is no error. */
function checkpointReader(
  client: RaffleClient,
  call: { readonly params: { readonly id: string }; readonly signal?: AbortSignal },
): LogSource['checkpoint'] {
  async function checkpoint(): Promise<string>;
  async function checkpoint(size: number): Promise<string | undefined>;
  async function checkpoint(size?: number): Promise<string | undefined> {
    if (size === undefined) return client.text('showCheckpoint', call);
    try {
      return await client.text('showCheckpoint', { ...call, query: { size } });
    } catch (error) {
      if (error instanceof ProblemReply || error instanceof ServiceUnreachable) return undefined;
      throw error;
    }
  }
  return checkpoint;
}
