import test from 'ava';
import { lastPiece } from '#proof/pieces.ts';

const rowBytes = 3;
const rowsPerPiece = 64;
const format = {
  bytes: rowsPerPiece * rowBytes,
  firstBytes: 8 * rowBytes,
  allocate: (bytes: number) => new Uint8Array(bytes),
};

/** The pieces of a list whose rows have their numbers. */
function piecesOf(rowCount: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let row = 0; row < rowCount; row += 1) {
    const start = (row % rowsPerPiece) * rowBytes;
    lastPiece(pieces, start, format).set([row, row, row], start);
  }
  return pieces;
}

test('rows stay where they are as their list grows', (t) => {
  for (let rowCount = 0; rowCount <= 200; rowCount += 1) {
    const bytes = piecesOf(rowCount).flatMap((piece) => [...piece]);
    const rows = Array.from({ length: rowCount }, (_, row) => [row, row, row]);
    t.deepEqual(bytes.slice(0, rowCount * rowBytes), rows.flat());
  }
});

test('a list of three rows takes the memory of eight', (t) => {
  const rows = (piece: Uint8Array) => piece.length / rowBytes;
  t.deepEqual(piecesOf(3).map(rows), [8]);
  t.deepEqual(piecesOf(9).map(rows), [16]);
  t.deepEqual(piecesOf(64).map(rows), [64]);
  t.deepEqual(piecesOf(129).map(rows), [64, 64, 64]);
});
