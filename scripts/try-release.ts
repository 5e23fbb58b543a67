import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkRelease } from './try/check-release.ts';
import { openVerifier } from './try/open-verifier.ts';

/** Tries the archive that `npm run release` made, as that did, and its verifier in a browser. */
const folder = join('dist', 'release');
const archive = readdirSync(folder).find((name) => name.endsWith('.tar.gz'));
if (archive === undefined) throw new Error('There is no release: npm run release makes one.');
await checkRelease(join(folder, archive), { openVerifier });
console.log('Its verifier finds log and receipt VALID, and a receipt that was changed NOT VALID.');
