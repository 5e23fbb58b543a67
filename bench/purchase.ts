import { compareWithNoOps } from './support/compare.ts';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { inTurn, purchaseRequests } from './support/load.ts';
import { startService } from './support/server-process.ts';

const raffle = 'bench';
const people = 40_000;
const bar = 0.45;
/** Mails about raffles are on unless the operator turns them off. */
const mails = { on: 'all', off: 'codes' };

/** A purchase that is on disk before its reply, with its receipt, against an Express route that does nothing. */
export const purchase: Benchmark = async () => {
  const figures: Figure[] = [];
  for (const [state, setting] of Object.entries(mails)) {
    figures.push(...(await withFolder((path) => measure(path, state, setting))));
  }
  return figures;
};

async function measure(path: string, state: string, setting: string): Promise<Figure[]> {
  const folder = await prepareFolder(path, { people, sold: { [raffle]: 0 } });
  const nextCookie = inTurn(folder.people.map(({ cookie }) => cookie));
  const service = await startService(path, { environment: { RAFFLE_MAIL: setting } });
  const onDisk = new TicketsOnDisk(path, raffle);
  const figures = await compareWithNoOps({
    name: `durable purchase, mail ${state}`,
    service,
    prepare: (count) => purchaseRequests({ raffle, count, nextCookie }),
    status: 201,
    route: '/api/raffles/:id/tickets',
    bar,
    check: (sold) => onDisk.require(sold),
  });
  await service.stop();
  onDisk.requireReadable();
  return figures;
}
