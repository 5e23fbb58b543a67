import { once } from 'node:events';
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
  for await (const piece of pieces) {
    const isFlowing = response.write(piece);
    if (!isFlowing) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (response.destroyed) return;
  }
  response.end();
}
