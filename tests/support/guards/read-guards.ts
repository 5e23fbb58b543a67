import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Guard, NamedGuard } from './guard.ts';

const tests = join(import.meta.dirname, '..', '..');
const ending = '.guards.ts';

/** Reads the guards of all `*.guards.ts` files below `tests`. */
export async function readGuards(): Promise<NamedGuard[]> {
  const guards: NamedGuard[] = [];
  const files = readdirSync(tests, { recursive: true }).map(String);
  for (const file of files.filter((name) => name.endsWith(ending)).toSorted()) {
    const module = (await import(pathToFileURL(join(tests, file)).href)) as {
      guards: Record<string, Guard>;
    };
    const where = file.slice(0, -ending.length);
    for (const [name, guard] of Object.entries(module.guards)) {
      guards.push({ ...guard, name: `${where} › ${name}` });
    }
  }
  return guards;
}
