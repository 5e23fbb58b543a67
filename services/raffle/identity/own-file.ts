import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a file that its owner alone reads: all of it is on disk under its name, or nothing is. */
export function makeOwnFile(path: string, content: string | Uint8Array): void {
  const draft = `${path}.draft`;
  flush(draft, 'w', (file) => writeFileSync(file, content));
  renameSync(draft, path);
  if (process.platform !== 'win32') flush(dirname(path), 'r');
}

function flush(path: string, flags: string, write: (file: number) => void = () => {}): void {
  const file = openSync(path, flags, 0o600);
  try {
    write(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
