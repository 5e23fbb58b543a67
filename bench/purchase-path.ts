import { Session } from 'node:inspector/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readSettings } from '../services/raffle/config.ts';
import { startService } from '../services/raffle/start-service.ts';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';

const raffle = 'bench';
const bar = 70;
const warmUps = 3;

/**
 * The project's functions that one purchase calls, from the arrival of the request until the client
 * has its reply. They are listed on stderr, by file.
 */
export const purchasePath: Benchmark = () =>
  withFolder(async (path) => {
    const { people } = await prepareFolder(path, { people: warmUps + 1, sold: { [raffle]: 0 } });
    const environment = { RAFFLE_PORT: '0', RAFFLE_ADMIN_PORT: 'off', RAFFLE_DATA_DIR: path };
    // The mails about the first purchases would be counted, depending on the time.
    const quiet = { RAFFLE_DEMO: 'off', RAFFLE_MAIL: 'codes' };
    const service = await startService(readSettings({ ...environment, ...quiet }), {
      logger: pino({ level: 'silent' }),
      print: () => {},
      onFailure: (cause) => {
        throw cause;
      },
    });
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    // The first purchases also run one-time initialisation.
    for (const { cookie } of people.slice(0, warmUps)) await buy(service.publicUrl, cookie);
    await session.post('Profiler.takePreciseCoverage');
    for (const { cookie } of people.slice(warmUps)) await buy(service.publicUrl, cookie);
    const { result } = await session.post('Profiler.takePreciseCoverage');
    session.disconnect();
    await service.stop();
    const called = result.flatMap(({ url, functions }) => calledFunctions(url, functions));
    const named = called.filter(({ name }) => name !== '');
    const files = new Set(called.map(({ file }) => file));
    for (const file of files) {
      const names = named.filter((each) => each.file === file).map(({ name }) => name);
      console.error(`  ${file}: ${names.join(', ')}`);
    }
    return [
      {
        name: 'functions of a purchase',
        found: String(named.length),
        spread: '',
        bar: `at most ${bar}`,
        isMet: named.length <= bar,
        note: `the project's own that have a name, in ${files.size} files; with callbacks ${called.length}`,
      },
    ];
  });

async function buy(url: string, cookie: string): Promise<void> {
  const reply = await fetch(`${url}/api/raffles/${raffle}/tickets`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      cookie,
    },
    body: JSON.stringify({ quantity: 1 }),
  });
  if (reply.status !== 201) throw new Error(`The purchase failed: ${await reply.text()}`);
  await reply.arrayBuffer();
}

interface Coverage {
  readonly functionName: string;
  readonly ranges: readonly { readonly count: number; readonly startOffset: number }[];
}

/**
 * The functions of one script that were called, none if the script is not the service's. `__name` is
 * esbuild's, and `<instance_members_initializer>`, part of a constructor, is V8's.
 */
function calledFunctions(url: string, functions: readonly Coverage[]) {
  if (!url.startsWith('file:') || url.includes('node_modules')) return [];
  const file = relative(process.cwd(), fileURLToPath(url.split('?')[0] ?? url));
  if (!file.startsWith(`services${sep}`)) return [];
  return functions
    .filter(
      ({ functionName, ranges }) =>
        functionName !== '__name' && !functionName.startsWith('<') && (ranges[0]?.count ?? 0) > 0,
    )
    .map(({ functionName }) => ({ file, name: functionName }));
}
