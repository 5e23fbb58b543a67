import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWitness } from '../tests/support/witness-key.ts';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { cpuOf, Rounds } from './support/rounds.ts';
import { startPeer, startService, type ServerProcess } from './support/server-process.ts';

const rounds = 5;
const purchases = 8_000;
const people = 40_000;
const bar = 0.95;
const raffles = 1_000;
const barPercent = 5;
const secondsPerMinute = 60;

/**
 * CPU time of a purchase in a service that asks no witness, divided by that in one that asks two every
 * second; and the share of a core that asking one witness about 1,000 raffles takes if each grows every
 * minute.
 */
export const witnesses: Benchmark = async () => [
  await withFolder((asking) => withFolder((quiet) => measurePurchases({ asking, quiet }))),
  await withFolder(measureRaffles),
];

async function measurePurchases({
  asking,
  quiet,
}: {
  readonly asking: string;
  readonly quiet: string;
}): Promise<Figure> {
  const { people: buyers } = await prepareFolder(asking, { people, sold: { bench: 0 } });
  cpSync(asking, quiet, { recursive: true });
  const peers = await startWitnesses(2);
  const ours = await startService(asking, { environment: policyOf(asking, peers, 1) });
  const theirs = await startService(quiet);
  const nextCookie = inTurn(buyers.map(({ cookie }) => cookie));
  const seller = (service: ServerProcess, path: string) => {
    const onDisk = new TicketsOnDisk(path, 'bench');
    return () => buy(service, { raffle: 'bench', onDisk, count: purchases, nextCookie });
  };
  const sides = { asking: seller(ours, asking), quiet: seller(theirs, quiet) };
  await sides.quiet();
  await sides.asking();
  const before = await countCosigned(ours);
  const found = new Rounds<'asking' | 'quiet'>();
  await found.measure(rounds, sides);
  const cosigned = (await countCosigned(ours)) - before;
  for (const server of [ours, theirs, ...peers]) await server.stop();
  return {
    name: 'CPU of a purchase without witnesses / with two that are asked every second',
    ...found.ratios('quiet', 'asking', cpuOf).toFigure({ least: bar }),
    note: `${found.median('quiet', cpuOf).toFixed(1)} / ${found.median('asking', cpuOf).toFixed(1)} µs, ${cosigned} cosignatures; ${found.extent}`,
  };
}

async function measureRaffles(path: string): Promise<Figure> {
  const ids = Array.from({ length: raffles }, (_, index) => [`raffle-${index}`, 0] as const);
  await prepareFolder(path, { people: 1, sold: Object.fromEntries(ids) });
  const [peer] = await startWitnesses(1);
  // At the start nothing is cosigned, so every raffle is asked about once: as if each had grown.
  const service = await startService(path, {
    environment: policyOf(path, [peer!], secondsPerMinute),
  });
  const first = await countCosigned(service);
  const before = await service.usage();
  const startedAt = performance.now();
  while ((await countCosigned(service)) < raffles) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const wallMs = performance.now() - startedAt;
  const cpuMs = ((await service.usage()).cpuMs - before.cpuMs) * (raffles / (raffles - first));
  for (const server of [service, peer!]) await server.stop();
  const percent = (cpuMs / (secondsPerMinute * 1_000)) * 100;
  return {
    name: `core for asking one witness about ${raffles} raffles every minute`,
    found: `${percent.toFixed(1)} %`,
    spread: '',
    bar: `at most ${barPercent} %`,
    isMet: percent <= barPercent,
    note: `${(cpuMs / raffles).toFixed(2)} ms for each; all in ${(wallMs / 1_000).toFixed(1)} s`,
  };
}

const seedOf = (place: number) => place + 1;

function startWitnesses(count: number): Promise<ServerProcess[]> {
  const places = Array.from({ length: count }, (_, place) => place);
  return Promise.all(
    places.map((place) => startPeer('witness.ts', [String(seedOf(place))], { isAlone: false })),
  );
}

/** Settings with which a service asks these witnesses. */
function policyOf(path: string, peers: readonly ServerProcess[], intervalSeconds: number) {
  const file = join(path, 'policy');
  const lines = peers.map(({ url }, place) => {
    const { verifierKey } = testWitness('bench', seedOf(place));
    return `witness w${place} ${verifierKey} ${url}\n`;
  });
  writeFileSync(file, `${lines.join('')}quorum w0\n`);
  return { RAFFLE_WITNESS_POLICY: file, RAFFLE_WITNESS_INTERVAL: String(intervalSeconds) };
}

async function countCosigned({ url }: ServerProcess): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(
    /raffle_witness_requests_total\{witness="\w+",outcome="cosigned"\} (\d+)/g,
  );
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
