import { cpus, release, type } from 'node:os';
import { parseArgs } from 'node:util';
import { againstStockLowdb } from './against-stock-lowdb.ts';
import { attacksOf } from './attacks.ts';
import { coldRaffle } from './cold-raffle.ts';
import { databases } from './databases.ts';
import { generatorCheck } from './generator-check.ts';
import { growth } from './growth.ts';
import { mails } from './mails.ts';
import { memory } from './memory.ts';
import { orders } from './orders.ts';
import { postgres } from './postgres.ts';
import { proofs } from './proofs.ts';
import { purchase } from './purchase.ts';
import { purchasePath } from './purchase-path.ts';
import { reading } from './reading.ts';
import { refusal } from './refusal.ts';
import { reveal } from './reveal.ts';
import { signIn } from './sign-in.ts';
import { start } from './start.ts';
import { stalls } from './stalls.ts';
import { streams } from './streams.ts';
import { voids } from './voids.ts';
import { witnesses } from './witnesses.ts';
import { useAllCores } from './support/cores.ts';
import { formatFigures, type Benchmark, type Figure } from './support/figure.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  generator: generatorCheck,
  purchase,
  refusal,
  reading,
  'sign-in': signIn,
  path: purchasePath,
  'stock-lowdb': againstStockLowdb,
  growth,
  start,
  memory,
  stalls,
  streams,
  mails,
  witnesses,
  postgres,
  'cold-raffle': coldRaffle,
  databases,
  attacks: attacksOf,
  orders,
  voids,
  proofs,
  reveal,
};

/** Runs the benchmarks named as arguments, or all. A missed bar is reported and is no error; a wrong answer is one. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { against: { type: 'string' } },
  });
  const chosen = positionals.length === 0 ? Object.keys(benchmarks) : positionals;
  const unknown = chosen.filter((name) => !(name in benchmarks));
  if (unknown.length > 0) {
    throw new Error(
      `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
    );
  }
  const figures: Figure[] = [];
  for (const name of chosen) {
    console.error(`${name} …`);
    useAllCores();
    try {
      figures.push(...(await benchmarks[name]!(values)));
    } catch (cause) {
      console.error(cause);
      figures.push({ name, found: 'wrong', spread: '', isMet: false, note: String(cause) });
      process.exitCode = 1;
    }
  }
  console.log(`${describeMachine()}\n\n${formatFigures(figures)}`);
}

function describeMachine(): string {
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  return `${new Date().toISOString().slice(0, 10)}, ${model}, ${cpus().length} cores, ${type()} ${release()}, Node ${process.versions.node}`;
}

// A process that a signal ends would leave the servers of its benchmark running.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await main();
