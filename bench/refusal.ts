import { compareWithNoOps } from './support/compare.ts';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { inTurn, purchaseRequests } from './support/load.ts';

const people = 40_000;
/** Why each raffle refuses, and how many tickets it has sold. */
const refusals = {
  'sold-out': 1_000,
  'limit-reached': 2 * people,
  'raffle-closed': 1_000,
};
const limits = {
  'sold-out': { capacity: refusals['sold-out'] },
  'limit-reached': { perPersonLimit: 2 },
};
const bar = 0.75;

/** Purchases that a rule refuses, by people who are signed in. */
export const refusal: Benchmark = ({ against }) =>
  withFolder(async (path) => {
    const sold = refusals;
    const folder = await prepareFolder(path, { people, sold, limits, closed: ['raffle-closed'] });
    const nextCookie = inTurn(folder.people.map(({ cookie }) => cookie));
    const kinds = Object.entries(refusals).map(([code, tickets]) => {
      const onDisk = new TicketsOnDisk(path, code, tickets);
      return {
        name: `refused: ${code}`,
        prepare: (count: number) => purchaseRequests({ raffle: code, count, nextCookie }),
        status: 409,
        code,
        route: '/api/raffles/:id/tickets',
        bar,
        check: () => onDisk.require(0),
      };
    });
    return compareWithNoOps(path, kinds, { against });
  });
