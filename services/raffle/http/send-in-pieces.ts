import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';

/** How many entries of a log are turned into text at a time: about 30 kB, which a reader holds. */
export const entriesPerPiece = 200;

/**
 * Sends an answer piece by piece, no faster than it is read, so that a long log neither fills the
 * memory nor stops the sales. Somebody who goes away ends it.
 */
export async function sendInPieces(
  response: Response,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  // Nothing waits for a reader here, so all the pieces would be made at once, for nobody.
  if (response.req.method === 'HEAD') return void response.end();
  try {
    await pipeline(inTurns(pieces), response);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
  }
}

/** A reader who is as quick as we are never lets us wait, so others get their turn between pieces. */
async function* inTurns(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    yield piece;
    await nextTurn();
  }
}
