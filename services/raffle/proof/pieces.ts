/** Rows of equal length in pieces of memory, so that more is added without copying what is there. */
export interface PieceFormat<Piece extends Uint8Array> {
  /** Bytes of a piece. */
  readonly bytes: number;
  /** Bytes that the first piece begins with, which is copied as it doubles: many lists stay short. */
  readonly firstBytes: number;
  /** @returns Zeros. */
  readonly allocate: (bytes: number) => Piece;
}

/**
 * Returns the piece for the next row, which may be a new one.
 *
 * @param start Where the row begins in its piece.
 */
export function lastPiece<Piece extends Uint8Array>(
  pieces: Piece[],
  start: number,
  { bytes, firstBytes, allocate }: PieceFormat<Piece>,
): Piece {
  const last = pieces.at(-1);
  if (last !== undefined && start > 0 && start < last.length) return last;
  const isFirst = last === undefined || start > 0;
  const piece = allocate(isFirst ? Math.max(firstBytes, 2 * start) : bytes);
  if (isFirst && last !== undefined) piece.set(last);
  pieces[isFirst ? 0 : pieces.length] = piece;
  return piece;
}
