import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** One call that changed files. Calls are recorded in the order in which they returned. */
export type DiskCall =
  | { readonly type: 'create'; readonly path: string; readonly inode: number }
  | {
      readonly type: 'write';
      readonly inode: number;
      readonly offset: number;
      readonly bytes: Buffer;
    }
  | { readonly type: 'truncate'; readonly inode: number; readonly size: number }
  | { readonly type: 'link'; readonly path: string; readonly inode: number }
  | { readonly type: 'rename'; readonly from: string; readonly path: string }
  | { readonly type: 'unlink'; readonly path: string }
  /** Calls before `begun` are on the disk. */
  | { readonly type: 'flush'; readonly inode: number; readonly begun: number }
  | { readonly type: 'flush-folder'; readonly path: string; readonly begun: number }
  /** A confirmation to a client, which must survive any later crash. */
  | { readonly type: 'confirmed'; readonly what: string };

interface OpenFile {
  readonly path: string;
  readonly inode: number;
  position: number;
}

/** Index of the call that fails, from 0, and its error code. */
export interface InjectedFault {
  readonly at: number;
  readonly code: 'ENOSPC' | 'EIO';
}

/**
 * Records what this process does to files below a folder, until `stop`: the real calls, which also
 * happen. Every function that the store uses to change a file must be listed here; a file that was
 * changed by another shows as a difference between the folder and the record.
 */
export async function recordDisk(root: string, fault?: InjectedFault) {
  const calls: DiskCall[] = [];
  let stepCount = 0;
  /** Runs before each call that changes or flushes a file; the failing call has no effect. */
  const step = (): void => {
    stepCount += 1;
    if (stepCount - 1 !== fault?.at) return;
    throw Object.assign(new Error(`${fault.code}: injected`), { code: fault.code });
  };
  const inodes = new Map<string, number>();
  const openFiles = new Map<number, OpenFile>();
  let inodeCount = 0;
  const isOurs = (path: unknown): path is string =>
    typeof path === 'string' && path.startsWith(root);

  const opened = (path: string, fd: number, flags: unknown): void => {
    const isCreated = typeof flags === 'string' && flags.startsWith('w');
    if (isCreated && !inodes.has(path)) {
      inodes.set(path, inodeCount);
      calls.push({ type: 'create', path, inode: inodeCount });
      inodeCount += 1;
    } else if (isCreated) {
      calls.push({ type: 'truncate', inode: inodes.get(path)!, size: 0 });
    }
    openFiles.set(fd, { path, inode: inodes.get(path) ?? -1, position: 0 });
  };
  const unlinked = (path: string): void => {
    if (!inodes.delete(path)) return;
    calls.push({ type: 'unlink', path });
  };
  const written = (fd: number, bytes: Buffer, offset: number): void => {
    const file = openFiles.get(fd);
    if (file === undefined || bytes.length === 0) return;
    calls.push({ type: 'write', inode: file.inode, offset, bytes: Buffer.from(bytes) });
  };
  const flushed = (file: OpenFile | undefined, begun: number): void => {
    if (file === undefined) return;
    if (file.inode < 0) calls.push({ type: 'flush-folder', path: file.path, begun });
    else calls.push({ type: 'flush', inode: file.inode, begun });
  };

  const restoreHandles = await watchHandles({ calls, openFiles, written, flushed, step });
  const { writeSync, rmSync } = fs;
  const { open: openFile, link, rename, unlink } = fs.promises;
  const replace = (sync: object, promises: object): void => {
    Object.assign(fs, sync);
    Object.assign(fs.promises, promises);
    syncBuiltinESMExports();
  };
  replace(
    {
      writeSync: (fd: number, bytes: Buffer, start: number, length: number, offset: number) => {
        if (openFiles.has(fd)) step();
        const count = writeSync(fd, bytes, start, length, offset);
        if (openFiles.has(fd)) written(fd, bytes.subarray(start, start + count), offset);
        return count;
      },
      rmSync: (path: string, options: object) => {
        if (isOurs(path)) step();
        rmSync(path, options);
        if (isOurs(path)) unlinked(path);
      },
    },
    {
      open: async (path: string, flags: string, mode: number) => {
        if (isOurs(path) && flags.startsWith('w')) step();
        const handle = await openFile(path, flags, mode);
        if (isOurs(path)) opened(path, handle.fd, flags);
        return handle;
      },
      link: async (from: string, path: string) => {
        step();
        await link(from, path);
        const inode = inodes.get(from)!;
        inodes.set(path, inode);
        calls.push({ type: 'link', path, inode });
      },
      rename: async (from: string, path: string) => {
        step();
        await rename(from, path);
        inodes.set(path, inodes.get(from)!);
        inodes.delete(from);
        calls.push({ type: 'rename', from, path });
      },
      unlink: async (path: string) => {
        step();
        await unlink(path);
        if (isOurs(path)) unlinked(path);
      },
    },
  );
  return {
    calls: calls as readonly DiskCall[],
    confirm: (what: string): void => void calls.push({ type: 'confirmed', what }),
    /** Number of calls into which a fault can be injected. */
    stepCount: (): number => stepCount,
    stop: (): void => {
      replace({ writeSync, rmSync }, { open: openFile, link, rename, unlink });
      restoreHandles();
    },
  };
}

/** Records calls on file handles. */
async function watchHandles({
  calls,
  openFiles,
  written,
  flushed,
  step,
}: {
  calls: DiskCall[];
  openFiles: Map<number, OpenFile>;
  written: (fd: number, bytes: Buffer, offset: number) => void;
  flushed: (file: OpenFile | undefined, begun: number) => void;
  step: () => void;
}): Promise<() => void> {
  const handle = await open(import.meta.filename);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { writeFile, sync, datasync, truncate, close } = prototype;
  const watchFlush = (flush: (this: FileHandle) => Promise<void>) =>
    async function watched(this: FileHandle) {
      const begun = calls.length;
      const file = openFiles.get(this.fd);
      if (file !== undefined) step();
      await flush.call(this);
      flushed(file, begun);
    };
  Object.assign(prototype, {
    async writeFile(this: FileHandle, bytes: Buffer) {
      const file = openFiles.get(this.fd);
      if (file !== undefined) step();
      await writeFile.call(this, bytes);
      if (file === undefined) return;
      written(this.fd, bytes, file.position);
      file.position += bytes.length;
    },
    sync: watchFlush(sync),
    datasync: watchFlush(datasync),
    async truncate(this: FileHandle, size: number) {
      const file = openFiles.get(this.fd);
      if (file !== undefined) step();
      await truncate.call(this, size);
      if (file !== undefined) calls.push({ type: 'truncate', inode: file.inode, size });
    },
    close(this: FileHandle) {
      openFiles.delete(this.fd);
      return close.call(this);
    },
  });
  return () => Object.assign(prototype, { writeFile, sync, datasync, truncate, close });
}
