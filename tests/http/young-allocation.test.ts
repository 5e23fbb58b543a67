import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';

const objects = 50_000;
/** The smallest young generation, which V8 decides in at once. */
const flags = ['--max-semi-space-size=1', '--min-semi-space-size=1'];

const typescript = new URL('../support/typescript.js', import.meta.url).href;

/** What one object takes in the old generation at once, in bytes, in a program whose first objects live on. */
async function bytesInOldGeneration(preparation: string): Promise<number> {
  const code = `
    import { getHeapSpaceStatistics } from 'node:v8';
    ${preparation}
    const make = () => ({ close: undefined, finish: undefined });
    const kept = [];
    for (let count = 0; count < ${objects}; count += 1) kept.push(make());
    const readOld = () =>
      getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_used_size;
    const grown = [];
    for (let round = 0; round < 9; round += 1) {
      const before = readOld();
      for (let count = 0; count < ${objects}; count += 1) globalThis.last = make();
      grown.push((readOld() - before) / kept.length);
    }
    console.log(grown.sort((left, right) => left - right)[4]);`;
  const parameters = [...flags, `--import=${typescript}`, '--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, parameters);
  return Number(stdout);
}

test('by default V8 allocates in the old generation what survived before', async (t) => {
  t.true((await bytesInOldGeneration('')) > 10);
});

test('allocateInYoungGeneration() leaves objects that are soon unreachable in the young generation', async (t) => {
  const file = new URL('../../services/raffle/http/server/young-allocation.ts', import.meta.url);
  const preparation = `
    import { allocateInYoungGeneration } from ${JSON.stringify(file)};
    allocateInYoungGeneration();`;
  const bytes = await bytesInOldGeneration(preparation);
  t.true(bytes < 1, `${bytes} bytes`);
});
