import { useMemo } from 'react';
import { encode } from 'uqr';
import { utf8 } from '#proof/bytes.ts';
import styles from './QrCode.module.css';

export interface QrCodeProps {
  readonly text: string;
  /** What it is a code of. */
  readonly label: string;
}

/** ISO 18004 wants four light modules around the code. */
const quietZone = 4;

/** A text as a QR code: its UTF-8 bytes, dark on white. No receipt is too long, but a lie may be. */
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
      className={styles['code']}
    >
      <rect x={-quietZone} y={-quietZone} width={side} height={side} className={styles['paper']} />
      <path d={path} className={styles['ink']} />
    </svg>
  );
}

/** The most that a code of the largest version holds at level M, which bears a fold or a stain. */
const bytesMax = 2331;

function drawCode(text: string): { size: number; path: string } | undefined {
  const bytes = utf8(text);
  if (bytes.length > bytesMax) return undefined;
  const { size, data } = encode([...bytes], { ecc: 'M', border: 0 });
  return { size, path: data.map(drawRow).join('') };
}

/** Each run of dark modules is one rectangle. */
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
