import { prepareFolder, requireOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import { buy, connections, inTurn, purchasesIn } from './support/load.ts';
import { measureInPairs, median, spread } from './support/pairs.ts';
import { startPeer, startService, type ServerProcess } from './support/server-process.ts';

const raffle = 'bench';
const pairs = 7;
const seconds = 4;
const warmUp = 8_000;
const bar = 0.4;

/** Durable purchases per second, divided by replies per second of an Express route that does nothing. */
export const durablePurchase: Benchmark = () =>
  withFolder(async (path) => {
    const { people } = await prepareFolder(path, { people: 40_000, sold: { [raffle]: 0 } });
    const nextCookie = inTurn(people.map(({ cookie }) => cookie));
    const service = await startService(path);
    const noOp = await startPeer('no-op.ts', await sampleAnswer(service, nextCookie()));
    let confirmed = 1;
    const buyAt = async ({ url }: ServerProcess, purchases: number) => {
      if (url === service.url) confirmed += purchases;
      return buy({ url, raffle, purchases, nextCookie });
    };
    const load = { raffle, purchases: warmUp, nextCookie };
    confirmed += warmUp;
    const ours = await purchasesIn(seconds, { ...load, url: service.url });
    const theirs = await purchasesIn(seconds, { ...load, url: noOp.url });
    const found = await measureInPairs(
      pairs,
      () => buyAt(service, ours),
      () => buyAt(noOp, theirs),
    );
    await service.stop();
    await noOp.stop();
    requireOnDisk(path, raffle, confirmed);
    const ratio = median(found.ratios);
    return [
      {
        name: 'durable purchase / Express no-op',
        found: ratio.toFixed(2),
        spread: spread(found.ratios, 2),
        bar: `at least ${bar}`,
        isMet: ratio >= bar,
        note: `${Math.round(median(found.ours))} against ${Math.round(median(found.theirs))} a second, ${connections} connections, ${pairs} pairs`,
      },
    ];
  });

/** The service's reply to a purchase, so that the no-op sends as many bytes. */
async function sampleAnswer({ url }: ServerProcess, cookie: string): Promise<string> {
  const reply = await fetch(`${url}/api/raffles/${raffle}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'sample', cookie },
    body: JSON.stringify({ quantity: 1 }),
  });
  const text = await reply.text();
  if (reply.status !== 201) throw new Error(`The first purchase failed: ${text}`);
  return text;
}
