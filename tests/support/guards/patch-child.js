import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { removeGuard } from './guard.ts';

/** Takes a guard out of the source that a program started by a test loads. */
const guard = JSON.parse(process.env.RAFFLE_TEST_GUARD);
const path = join(import.meta.dirname, '..', '..', '..', guard.file);
const { href } = pathToFileURL(path);

registerHooks({
  load(url, context, nextLoad) {
    if (url !== href) return nextLoad(url, context);
    const source = stripTypeScriptTypes(removeGuard(guard, readFileSync(path, 'utf8')));
    return { format: 'module', source, shortCircuit: true };
  },
});
