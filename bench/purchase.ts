import { compareWithNoOps } from './support/compare.ts';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { inTurn, purchaseRequests, requireFlushes, type Run } from './support/load.ts';

const raffle = 'bench';
const people = 40_000;
const bar = 0.45;
/** Mails about raffles are on unless the operator turns them off. */
const mails = { on: 'all', off: 'codes' };

/** A purchase that is on disk before its reply, with its receipt. */
export const purchase: Benchmark = async ({ against }) => {
  const figures: Figure[] = [];
  for (const [state, setting] of Object.entries(mails)) {
    figures.push(...(await withFolder((path) => measure(path, { state, setting, against }))));
  }
  return figures;
};

interface Mails {
  readonly state: string;
  readonly setting: string;
  readonly against: string | undefined;
}

async function measure(path: string, { state, setting, against }: Mails): Promise<Figure[]> {
  const folder = await prepareFolder(path, { people, sold: { [raffle]: 0 } });
  const nextCookie = inTurn(folder.people.map(({ cookie }) => cookie));
  const onDisk = new TicketsOnDisk(path, raffle);
  const kind = {
    name: `durable purchase, mails ${state}`,
    prepare: (count: number) => purchaseRequests({ raffle, count, nextCookie }),
    status: 201,
    route: '/api/raffles/:id/tickets',
    bar,
    check: (sold: number, run?: Run) => {
      onDisk.require(sold);
      if (run !== undefined) requireFlushes(run, sold);
    },
  };
  const environment = { RAFFLE_MAIL: setting };
  const figures = await compareWithNoOps(path, [kind], { environment, against });
  onDisk.requireReadable();
  return figures;
}
