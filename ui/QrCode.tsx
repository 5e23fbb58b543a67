import { useMemo } from 'react';
import { encode } from 'uqr';
import styles from './QrCode.module.css';

export interface QrCodeProps {
  readonly text: string;
  /** The accessible name. */
  readonly label: string;
}

/** ISO 18004 requires four light modules around the code. */
const quietZone = 4;

/** A text as a QR code of its UTF-8 bytes. Shows nothing if the text is too long for a code. */
export function QrCode({ text, label }: QrCodeProps) {
  const code = useMemo(() => drawCode(text), [text]);
  if (code === undefined) return null;
  const { size, path } = code;
  const side = size + 2 * quietZone;
  return (
    <svg
      {...{ role: 'img', 'aria-label': label }}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      shapeRendering="crispEdges"
      className={styles.code}
    >
      <rect x={-quietZone} y={-quietZone} width={side} height={side} className={styles.paper} />
      <path d={path} className={styles.ink} />
    </svg>
  );
}

/** Capacity of the largest code at error correction level M, which survives a fold or a stain. */
const bytesMax = 2331;

function drawCode(text: string): { size: number; path: string } | undefined {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > bytesMax) return undefined;
  const { size, data } = encode([...bytes], { ecc: 'M', border: 0 });
  return { size, path: data.map(drawRow).join('') };
}

/** Draws each run of dark modules as one rectangle. */
function drawRow(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const start = x;
    while (row[x + 1] === true) x += 1;
    path += `M${start} ${y}h${x + 1 - start}v1H${start}z`;
  }
  return path;
}
