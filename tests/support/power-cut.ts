import { dirname } from 'node:path';
import type { DiskCall } from './record-disk.ts';

const sectorBytes = 512;

/** A file after a power cut. */
export type FileState = Buffer;
/** From path to content. */
export type FolderState = ReadonlyMap<string, FileState>;

/** A number in `[0, max)`; the same sequence for the same seed (mulberry32). */
export type Random = (max: number) => number;

export function seededRandom(seed: number): Random {
  let state = seed;
  return (max) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * max);
  };
}

/** Flushed state of a file, and the calls since, which may or may not be on the disk. */
interface Pending {
  readonly content: Map<number, Buffer>;
  readonly changes: Map<number, (DiskCall & { type: 'write' | 'truncate' })[]>;
  readonly names: Map<string, number>;
  readonly nameCalls: (DiskCall & { type: 'create' | 'link' | 'rename' | 'unlink' })[];
}

export interface CutOptions {
  /** Number of calls before the power cut. */
  readonly after: number;
  readonly random: Random;
  /** Negative control: a disk on which no flush has any effect. */
  readonly ignoreFlushes?: boolean;
}

/**
 * Returns a state that a power cut can leave. Flushed data is there. Otherwise each sector of a
 * file is the old or the new one; a file that grew has its old size, its new one or one between,
 * with zeros or garbage where a sector was not written; one sector of all is torn in the middle; a
 * name that was made, moved or deleted is as before or as after.
 */
export function cutPower(calls: readonly DiskCall[], options: CutOptions): FolderState {
  const pending = settle(calls.slice(0, options.after), options.ignoreFlushes ?? false);
  const { random } = options;
  // Often everything or nothing was written: those are states of their own.
  const share = [0, 1, 2, 2][random(4)]!;
  const names = new Map(pending.names);
  for (const call of pending.nameCalls) if (isThere(share, random)) applyName(names, call);
  const files = new Map<number, Buffer>();
  for (const inode of new Set(names.values())) {
    const before = pending.content.get(inode) ?? Buffer.alloc(0);
    files.set(inode, cutFile(before, pending.changes.get(inode) ?? [], { share, random }));
  }
  return new Map([...names].map(([path, inode]) => [path, files.get(inode)!]));
}

/** The state after a killed process: the effect of all its calls. */
export function killProcess(calls: readonly DiskCall[], after: number): FolderState {
  const { content, changes, names, nameCalls } = settle(calls.slice(0, after), false);
  for (const call of nameCalls) applyName(names, call);
  const file = (inode: number) =>
    (changes.get(inode) ?? []).reduce(applyChange, content.get(inode) ?? Buffer.alloc(0));
  return new Map([...names].map(([path, inode]) => [path, file(inode)]));
}

function isThere(share: number, random: Random): boolean {
  return share === 2 ? random(2) === 1 : share === 1;
}

function settle(calls: readonly DiskCall[], ignoreFlushes: boolean): Pending {
  const content = new Map<number, Buffer>();
  let changes: { index: number; call: DiskCall & { type: 'write' | 'truncate' } }[] = [];
  const names = new Map<string, number>();
  const current = new Map<string, number>();
  let nameCalls: { index: number; call: Pending['nameCalls'][number] }[] = [];
  for (const [index, call] of calls.entries()) {
    switch (call.type) {
      case 'write':
      case 'truncate':
        changes.push({ index, call });
        break;
      case 'create':
      case 'link':
      case 'rename':
      case 'unlink':
        nameCalls.push({ index, call: withInode(call, current) });
        applyName(current, call);
        break;
      case 'flush': {
        if (ignoreFlushes) break;
        const isDone = (change: (typeof changes)[number]) =>
          change.call.inode === call.inode && change.index < call.begun;
        for (const change of changes.filter(isDone)) {
          const before = content.get(call.inode) ?? Buffer.alloc(0);
          content.set(call.inode, applyChange(before, change.call));
        }
        changes = changes.filter((change) => !isDone(change));
        break;
      }
      case 'flush-folder': {
        if (ignoreFlushes) break;
        const isDone = (change: (typeof nameCalls)[number]) =>
          dirname(change.call.path) === call.path && change.index < call.begun;
        for (const change of nameCalls.filter(isDone)) applyName(names, change.call);
        nameCalls = nameCalls.filter((change) => !isDone(change));
        break;
      }
      case 'confirmed':
        break;
      default:
        call satisfies never;
    }
  }
  const byInode = new Map<number, (typeof changes)[number]['call'][]>();
  for (const { call } of changes) {
    byInode.set(call.inode, [...(byInode.get(call.inode) ?? []), call]);
  }
  return { content, changes: byInode, names, nameCalls: nameCalls.map(({ call }) => call) };
}

/** A rename becomes a link and an unlink at once, so that it does not depend on an earlier name. */
function withInode(
  call: Pending['nameCalls'][number],
  current: ReadonlyMap<string, number>,
): Pending['nameCalls'][number] {
  return call.type === 'rename'
    ? { type: 'link', path: call.path, inode: current.get(call.from)! }
    : call;
}

function applyName(names: Map<string, number>, call: Pending['nameCalls'][number]): void {
  if (call.type === 'unlink') names.delete(call.path);
  else if (call.type !== 'rename') names.set(call.path, call.inode);
  else {
    names.set(call.path, names.get(call.from)!);
    names.delete(call.from);
  }
}

function applyChange(before: Buffer, call: DiskCall & { type: 'write' | 'truncate' }): Buffer {
  const size =
    call.type === 'truncate' ? call.size : Math.max(before.length, call.offset + call.bytes.length);
  const after = Buffer.alloc(size);
  before.copy(after, 0, 0, Math.min(before.length, size));
  if (call.type === 'write') call.bytes.copy(after, call.offset);
  return after;
}

function cutFile(
  before: Buffer,
  changes: readonly (DiskCall & { type: 'write' | 'truncate' })[],
  { share, random }: { share: number; random: Random },
): Buffer {
  if (changes.length === 0 || share === 0) return before;
  // Write-back may have begun at any moment, so each sector has any version that it ever had.
  const versions = [before];
  for (const change of changes) versions.push(applyChange(versions.at(-1)!, change));
  if (share === 1) return versions.at(-1)!;
  const sizes = versions.map(({ length }) => length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const size = [least, most, least + random(most - least + 1), sizes[random(sizes.length)]!][
    random(4)
  ]!;
  const after = Buffer.alloc(size);
  const isGarbage = random(2) === 1;
  for (let start = 0; start < size; start += sectorBytes) {
    const end = Math.min(start + sectorBytes, size);
    const version = versions[random(versions.length)]!;
    const found = copyPart(version, after, { start, end });
    // The file grew to here, and this sector was not written: zeros, or what the block held before.
    if (!isGarbage) continue;
    for (let at = start + Math.max(found, 0); at < end; at += 1) after[at] = random(256);
  }
  tearSector(after, { before, last: versions.at(-1)!, random });
  return after;
}

/** A sector that was being written at the power cut: the beginning is new, the rest is old. */
function tearSector(
  after: Buffer,
  { before, last, random }: { before: Buffer; last: Buffer; random: Random },
): void {
  const sectors = Math.ceil(after.length / sectorBytes);
  if (sectors === 0 || random(2) === 0) return;
  const start = random(sectors) * sectorBytes;
  const end = Math.min(start + sectorBytes, after.length);
  if (last.subarray(start, end).equals(before.subarray(start, end))) return;
  const middle = start + random(end - start);
  after.fill(0, start, end);
  copyPart(before, after, { start, end });
  copyPart(last, after, { start, end: middle });
}

/** @returns How many bytes of that part the source has. */
function copyPart(
  source: Buffer,
  target: Buffer,
  { start, end }: { start: number; end: number },
): number {
  return source.subarray(start, end).copy(target, start);
}
