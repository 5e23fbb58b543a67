import { againstStockLowdb } from './against-stock-lowdb.ts';
import { durablePurchase } from './durable-purchase.ts';
import { growth } from './growth.ts';
import { memory } from './memory.ts';
import { proofs } from './proofs.ts';
import { start } from './start.ts';
import { formatFigures, type Benchmark, type Figure } from './support/figure.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  purchase: durablePurchase,
  'stock-lowdb': againstStockLowdb,
  growth,
  start,
  memory,
  proofs,
};

/** Runs the benchmarks named as arguments, or all. A bar that is missed is shown, not failed. */
async function main(names: readonly string[]): Promise<void> {
  const chosen = names.length === 0 ? Object.keys(benchmarks) : names;
  const unknown = chosen.filter((name) => !(name in benchmarks));
  if (unknown.length > 0) {
    throw new Error(
      `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`,
    );
  }
  const figures: Figure[] = [];
  for (const name of chosen) {
    console.error(`${name} …`);
    figures.push(...(await benchmarks[name]!()));
  }
  console.log(formatFigures(figures));
}

await main(process.argv.slice(2));
