import { join } from 'node:path';
import { prepareFolder, requireOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { measureInPairs, median, spread } from './support/pairs.ts';
import { startService } from './support/server-process.ts';

const few = 100;
const many = 100_000;
const pairs = 15;
const warmUps = 4;
/** Few, so that the small raffle stays small during the run. */
const purchases = 2_000;
const people = 50_000;
const bar = 1.25;

/** Time of a purchase with 100,000 tickets sold, divided by the time with 100 sold. */
export const growth: Benchmark = () =>
  withFolder(async (path) => {
    const fresh = Array.from({ length: warmUps + pairs }, (_, index) => `small-${index}`);
    const small = await prepareFolder(join(path, 'few'), {
      people,
      sold: Object.fromEntries(fresh.map((raffle) => [raffle, few])),
    });
    const large = await prepareFolder(join(path, 'many'), { people, sold: { large: many } });
    const withFew = await startService(small.path);
    const withMany = await startService(large.path);
    const nextRaffle = inTurn(fresh);
    const ofFew = inTurn(small.people.map(({ cookie }) => cookie));
    const ofMany = inTurn(large.people.map(({ cookie }) => cookie));
    const buyFew = async () =>
      (await buy(withFew, { raffle: nextRaffle(), count: purchases, nextCookie: ofFew })).perSecond;
    const buyMany = async () =>
      (await buy(withMany, { raffle: 'large', count: purchases, nextCookie: ofMany })).perSecond;
    await measureInPairs(warmUps, buyFew, buyMany);
    const found = await measureInPairs(pairs, buyFew, buyMany);
    await withFew.stop();
    await withMany.stop();
    for (const raffle of fresh) requireOnDisk(small.path, raffle, few + purchases);
    requireOnDisk(large.path, 'large', many + purchases * (warmUps + pairs));
    const ratio = median(found.ratios);
    return [
      {
        name: 'cost at 100,000 sold / at 100 sold',
        found: ratio.toFixed(2),
        spread: spread(found.ratios, 2),
        bar: `at most ${bar}`,
        isMet: ratio <= bar,
        note: `${pairs} pairs of ${purchases} purchases, each on a fresh raffle with ${few} sold`,
      },
    ];
  });
