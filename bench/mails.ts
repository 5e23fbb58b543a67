import { cpSync } from 'node:fs';
import { prepareFolder, TicketsOnDisk, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { buy, inTurn } from './support/load.ts';
import { cpuOf, Rounds } from './support/rounds.ts';
import { startPeer, startService, type ServerProcess } from './support/server-process.ts';

const holders = 10_000;
const rates = [10, 100];
const rounds = 5;
const purchases = 8_000;
const people = 40_000;
const bar = 0.9;
const barMegabytes = 20;
/** The result is mailed six seconds after the draw; then the first mails are on their way. */
const mailedSoFarMin = 20;

/**
 * CPU time of a purchase in a service that sends no mails, divided by that in one that sends 10,000 result
 * mails to a mail server; and how much more heap it uses.
 */
export const mails: Benchmark = async () => {
  const figures: Figure[] = [];
  for (const rate of rates) {
    figures.push(
      ...(await withFolder((mailing) => withFolder((quiet) => measure({ mailing, quiet }, rate)))),
    );
  }
  return figures;
};

async function measure(
  { mailing, quiet }: { readonly mailing: string; readonly quiet: string },
  rate: number,
): Promise<Figure[]> {
  const { people: buyers } = await prepareFolder(mailing, {
    people,
    sold: { bench: 0, drawn: holders },
    ticketsEach: 1,
    drawn: ['drawn'],
  });
  cpSync(mailing, quiet, { recursive: true });
  const smtp = await startPeer('smtp.ts', [], { isAlone: false });
  const environment = {
    RAFFLE_SMTP_URL: smtp.url.replace('http:', 'smtp:'),
    RAFFLE_MAIL_FROM: 'raffle@example.org',
    RAFFLE_MAILS_PER_SECOND: String(rate),
  };
  const ours = await startService(mailing, { environment });
  const theirs = await startService(quiet, {
    environment: { ...environment, RAFFLE_MAIL: 'codes' },
  });
  await reach(ours, mailedSoFarMin);
  const heapMegabytes = ((await ours.memory()).heapBytes - (await theirs.memory()).heapBytes) / 1e6;
  const nextCookie = inTurn(buyers.map(({ cookie }) => cookie));
  // CPU time, because the one service sends mails while the other one is measured on the same core.
  const seller = (service: ServerProcess, path: string) => {
    const onDisk = new TicketsOnDisk(path, 'bench');
    return () => buy(service, { raffle: 'bench', onDisk, count: purchases, nextCookie });
  };
  const sides = { mailing: seller(ours, mailing), quiet: seller(theirs, quiet) };
  await sides.quiet();
  await sides.mailing();
  const before = await countSent(ours);
  const startedAt = performance.now();
  const found = new Rounds<'mailing' | 'quiet'>();
  await found.measure(rounds, sides);
  const sent = (await countSent(ours)) - before;
  const sentRate = (sent * 1_000) / (performance.now() - startedAt);
  for (const server of [ours, theirs, smtp]) await server.stop();
  return [
    {
      name: `CPU of a purchase without mails / beside ${holders} result mails at ${rate}/s`,
      ...found.ratios('quiet', 'mailing', cpuOf).toFigure({ least: bar }),
      note: `${found.median('quiet', cpuOf).toFixed(1)} / ${found.median('mailing', cpuOf).toFixed(1)} µs, ${sentRate.toFixed(1)} mails a second; ${found.extent}`,
    },
    {
      name: `heap of ${holders} result mails`,
      found: `${heapMegabytes.toFixed(1)} MB`,
      spread: '',
      bar: `at most ${barMegabytes} MB`,
      isMet: heapMegabytes <= barMegabytes,
      note: 'more than without mails',
    },
  ];
}

/** Waits until so many mails are sent. */
async function reach(service: ServerProcess, count: number): Promise<void> {
  while ((await countSent(service)) < count) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function countSent({ url }: ServerProcess): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/raffle_outbox_mails\{state="sent"\} (\d+)/.exec(text)?.[1] ?? 0);
}
