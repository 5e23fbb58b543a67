/**
 * Reads a QR code. Written from ISO/IEC 18004, independent of the code that draws ours: format,
 * mask, placement, blocks, and every block's Reed-Solomon syndromes, which must be zero. It corrects
 * nothing, so one wrong module is an error.
 *
 * @param modules Rows of dark (true) and light modules, without the quiet zone.
 * @returns The bytes, of one segment in byte mode.
 */
export function readQr(modules: readonly (readonly boolean[])[]): ReadQr {
  const size = modules.length;
  const version = (size - 17) / 4;
  if (!Number.isInteger(version) || version < 1 || version > 40) throw new Error(`${size} modules`);
  const { level, mask } = readFormat(modules);
  const isFunction = functionModules(version);
  const bits: boolean[] = [];
  for (const [x, y] of dataPlaces(size)) {
    if (!isFunction[y]![x]) bits.push(modules[y]![x]! !== masks[mask]!(x, y));
  }
  const codewords = toBytes(bits);
  const data = joinBlocks(codewords, version, level);
  return { version, level, bytes: readSegment(data, version) };
}

export interface ReadQr {
  readonly version: number;
  readonly level: 'L' | 'M';
  readonly bytes: Uint8Array;
}

/** Table 9: error correction codewords of each block, and how many blocks; versions 1 to 40. */
const tables = {
  L: {
    perBlock: [
      7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30,
      26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    blocks: [
      1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14,
      15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
  },
  M: {
    perBlock: [
      10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28,
      28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    blocks: [
      1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25,
      26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
  },
} as const;

/** Table 10, with the module at column x, row y. */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Section 7.9: fifteen bits around the first finder, a BCH(15,5) word under a mask. */
function readFormat(modules: readonly (readonly boolean[])[]) {
  const places: [x: number, y: number][] = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((x): [number, number] => [x, 8]),
    ...[7, 5, 4, 3, 2, 1, 0].map((y): [number, number] => [8, y]),
  ];
  const word = places.reduce((bits, [x, y]) => bits * 2 + Number(modules[y]![x]), 0) ^ 0x5412;
  let rest = word;
  for (let bit = 14; bit >= 10; bit -= 1) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  if (rest !== 0) throw new Error('The format is no codeword.');
  const level = ({ 1: 'L', 0: 'M' } as const)[word >> 13];
  if (level === undefined) throw new Error('The level is neither L nor M.');
  return { level, mask: (word >> 10) & 7 };
}

/** Section 6.3: finders, timing, alignment, format and version, which hold no data. */
function functionModules(version: number): boolean[][] {
  const size = 17 + 4 * version;
  const taken = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const take = (left: number, top: number, width: number, height: number) => {
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) taken[y]![x] = true;
    }
  };
  take(0, 0, 9, 9);
  take(size - 8, 0, 8, 9);
  take(0, size - 8, 9, 8);
  take(0, 6, size, 1);
  take(6, 0, 1, size);
  const centres = alignmentCentres(version);
  for (const x of centres) {
    for (const y of centres) {
      const isFinder = (x === 6 && (y === 6 || y === size - 7)) || (x === size - 7 && y === 6);
      if (!isFinder) take(x - 2, y - 2, 5, 5);
    }
  }
  if (version >= 7) {
    take(size - 11, 0, 3, 6);
    take(0, size - 11, 6, 3);
  }
  return taken;
}

/** Annex E: from the last one back in even steps, the first always at 6. */
function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = 4 * version + 10;
  const step = version === 32 ? 26 : Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => last - step * index)];
}

/** Section 7.7.3: pairs of columns from the right, up and down in turn, without the timing column. */
function* dataPlaces(size: number): Generator<[x: number, y: number]> {
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step;
      yield [right, y];
      yield [right - 1, y];
    }
    isUp = !isUp;
  }
}

function toBytes(bits: readonly boolean[]): number[] {
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, place) =>
    bits.slice(8 * place, 8 * place + 8).reduce((byte, bit) => byte * 2 + Number(bit), 0),
  );
}

/** Section 7.6, backwards: blocks are interleaved, the shorter ones first. */
function joinBlocks(codewords: readonly number[], version: number, level: 'L' | 'M'): number[] {
  const count = tables[level].blocks[version - 1]!;
  const checkLength = tables[level].perBlock[version - 1]!;
  const dataLength = codewords.length - count * checkLength;
  const short = Math.floor(dataLength / count);
  const shortCount = count - (dataLength % count);
  const blocks: number[][] = Array.from({ length: count }, () => []);
  let place = 0;
  for (let column = 0; column <= short; column += 1) {
    for (let block = column < short ? 0 : shortCount; block < count; block += 1) {
      blocks[block]!.push(codewords[place]!);
      place += 1;
    }
  }
  const data = blocks.flat();
  for (; place < codewords.length; place += 1) {
    blocks[(place - dataLength) % count]!.push(codewords[place]!);
  }
  for (const block of blocks) requireCodeword(block, checkLength);
  return data;
}

/** Annex A: the block is a multiple of the generator, so it is zero at the powers of two. */
function requireCodeword(block: readonly number[], checkLength: number): void {
  for (let power = 0; power < checkLength; power += 1) {
    let root = 1;
    for (let times = 0; times < power; times += 1) root = multiply(root, 2);
    const value = block.reduce((sum, byte) => multiply(sum, root) ^ byte, 0);
    if (value !== 0) throw new Error('A block is no Reed-Solomon codeword.');
  }
}

/** In GF(256) with x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(left: number, right: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ (product >> 7 ? 0x11d : 0);
    if ((right >> bit) & 1) product ^= left;
  }
  return product;
}

/** Section 7.4.5: the mode, the length, the bytes. */
function readSegment(data: readonly number[], version: number): Uint8Array {
  let place = 0;
  const take = (count: number) => {
    let value = 0;
    for (let taken = 0; taken < count; taken += 1, place += 1) {
      value = value * 2 + ((data[place >> 3]! >> (7 - (place & 7))) & 1);
    }
    return value;
  };
  if (take(4) !== 4) throw new Error('The segment is not in byte mode.');
  const length = take(version < 10 ? 8 : 16);
  return Uint8Array.from({ length }, () => take(8));
}
