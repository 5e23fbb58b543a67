import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { waitForTurn } from '../limits/event-loop-turns.ts';
import { networkOf } from '../limits/networks.ts';

/** Log entries per chunk: about 15 kB of text. */
export const entriesPerChunk = 100;

/**
 * Sends a reply in chunks, no faster than the client reads it, so that a long log neither fills the
 * memory nor delays sales. Ends when the client disconnects.
 */
export async function sendInChunks(
  response: Response,
  chunks: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  // A HEAD reply has no body, so nothing would slow down the producer.
  if (response.req.method === 'HEAD') return void response.end();
  try {
    await pipeline(inTurns(chunks, networkOf(response.req.ip ?? '')), response);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
  }
}

/** Backpressure alone does not slow down the producer for a fast client, so each chunk waits its turn. */
async function* inTurns(
  chunks: AsyncIterable<string> | Iterable<string>,
  network: string,
): AsyncGenerator<string> {
  await waitForTurn(network);
  for await (const chunk of chunks) {
    yield chunk;
    await waitForTurn(network);
  }
}
