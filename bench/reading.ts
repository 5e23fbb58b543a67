import { compareWithNoOps, type Target } from './support/compare.ts';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { readOperatorKey, signOperatorRequest } from './support/operator.ts';

const raffle = 'bench';
const path = `/api/raffles/${raffle}`;
const sold = 1_000;
const bars = { unchanged: 0.9 };
/** Each request is signed before the clock starts. */
const signedAtOnce = 4_000;

/** What pages and programs read again and again: a raffle, and an operator's summary. */
export const reading: Benchmark = ({ against }) =>
  withFolder(async (folder) => {
    await prepareFolder(folder, { people: 1_000, sold: { [raffle]: sold } });
    const route = '/api/raffles/:id';
    const kinds = [
      {
        name: 'raffle read, 200',
        prepare: (count: number) => repeat(count, { method: 'GET', path }),
        status: 200,
        route,
      },
      {
        name: 'raffle read, 304',
        prepare: async (count: number, { server }: Target) => {
          const { headers } = await fetch(server.url + path);
          const etag = headers.get('etag')!;
          return repeat(count, { method: 'GET', path, headers: { 'if-none-match': etag } });
        },
        status: 304,
        route,
        bar: bars.unchanged,
      },
      {
        name: 'summary read, signed',
        prepare: signSummaries,
        status: 200,
        route: '/api/admin/raffles/:id/summary',
        loadSize: signedAtOnce,
      },
    ];
    return compareWithNoOps(folder, kinds, { against });
  });

async function signSummaries(count: number, { server, path: folder }: Target) {
  const signer = await readOperatorKey(folder);
  const request = { method: 'GET', path: `/api/admin/raffles/${raffle}/summary` } as const;
  return Promise.all(
    repeat(count, request).map((each) => signOperatorRequest(server.url, signer, each)),
  );
}

function repeat<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}
