import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** How many entries of a log are turned into text at a time. */
export const entriesPerPiece = 1_000;

/**
 * Sends an answer piece by piece, no faster than it is read, so that a long log neither fills the
 * memory nor stops the sales. Somebody who goes away ends it.
 */
export async function sendInPieces(
  response: Response,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  try {
    await pipeline(pieces, response);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
  }
}
