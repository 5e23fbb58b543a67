import type { ExecutionContext } from 'ava';

/** Collects the files that the page saves until the test ends. */
export function collectFiles(t: ExecutionContext): readonly Blob[] {
  const { createObjectURL } = URL;
  const files: Blob[] = [];
  URL.createObjectURL = (file: Blob) => {
    files.push(file);
    return 'blob:x';
  };
  t.teardown(() => {
    URL.createObjectURL = createObjectURL;
  });
  return files;
}
