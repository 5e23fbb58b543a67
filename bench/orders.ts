import { DrawRecord } from '#contract/draws.ts';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { inTurn } from './support/load.ts';
import { readOperatorKey, sendOperatorRequest, type OperatorRequest } from './support/operator.ts';
import { median, spread } from './support/pairs.ts';
import { startService } from './support/server-process.ts';

const rounds = 60;
/** Of each kind in one round. */
const requestsEach = 20;
const warmUps = 2;
const prizes = ['Bicycle', 'Hamper', 'Book'];
const reserves = 20;
const sold = { each: 30, voided: 2_000 };
/** Two requests that cost the same differ by so much from one measurement to the next. */
const bar = 1.1;

/** The kinds of requests, and the method and path of each. */
const kinds = ['closing', 'void', 'amendment', 'forfeit'] as const;
type Kind = (typeof kinds)[number];

/**
 * CPU time of the service for a signed void, amendment and forfeit, divided by the time for a closing.
 * The requests of a round run in turn, one kind after the other.
 */
export const orders: Benchmark = () =>
  withFolder(async (path) => {
    const count = (rounds + warmUps) * requestsEach;
    const closed = numbered('closed', count);
    const drawn = numbered('drawn', count / requestsEach);
    const amended = numbered('amended', count / requestsEach);
    await prepareFolder(path, {
      people: 100,
      sold: {
        ...Object.fromEntries(
          [...closed, ...drawn, ...amended].map((raffle) => [raffle, sold.each]),
        ),
        voided: sold.voided,
      },
      drawn,
      rules: { prizes, reserves },
    });
    // The mails that follow a request are sent later, and measured in `mails.ts`.
    const service = await startService(path, { environment: { RAFFLE_MAIL: 'codes' } });
    const signer = await readOperatorKey(path);
    const nextClosed = inTurn(closed);
    let voided = 0;
    const nextDrawn = inTurn(drawn);
    const nextAmended = inTurn(amended);
    const send = (request: OperatorRequest) => sendOperatorRequest(service.url, signer, request);
    const makeRequests: Record<Kind, () => Promise<OperatorRequest[]>> = {
      closing: async () => repeat(() => closingOf(nextClosed())),
      void: async () => repeat(() => voidOf((voided += 1))),
      amendment: async () => amendmentsOf(nextAmended()),
      forfeit: async () => forfeitsOf(nextDrawn(), service.url),
    };
    const times: Record<Kind, number[]> = { closing: [], void: [], amendment: [], forfeit: [] };
    for (let round = 0; round < rounds + warmUps; round += 1) {
      for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
        const some = await makeRequests[kind]();
        const before = await service.usage();
        for (const request of some) await send(request);
        const after = await service.usage();
        if (round >= warmUps) times[kind].push((after.cpuMs - before.cpuMs) / some.length);
      }
    }
    await service.stop();
    const { closing, ...others } = times;
    return Object.entries(others).map(([kind, ms]) => toFigure(kind, ms, closing));
  });

function toFigure(kind: string, times: readonly number[], closings: readonly number[]): Figure {
  const ratios = times.map((ms, round) => ms / (closings[round] ?? Number.NaN));
  const ratio = median(ratios);
  return {
    name: `CPU time of a ${kind} / of a closing`.replace('a amendment', 'an amendment'),
    found: ratio.toFixed(2),
    spread: spread(ratios, 2),
    bar: `at most ${bar}`,
    isMet: ratio <= bar,
    note: `${median(times).toFixed(2)} against ${median(closings).toFixed(2)} ms, ${rounds} rounds of ${requestsEach}`,
  };
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index}`);
}

function repeat(make: () => OperatorRequest): OperatorRequest[] {
  return Array.from({ length: requestsEach }, make);
}

function closingOf(raffle: string): OperatorRequest {
  return { method: 'POST', path: `/api/admin/raffles/${raffle}/close`, body: {} };
}

function voidOf(number: number): OperatorRequest {
  const body = { numbers: [number], reason: 'mistake' };
  return { method: 'POST', path: '/api/admin/raffles/voided/voids', body };
}

function amendmentsOf(raffle: string): OperatorRequest[] {
  let titles = 0;
  const path = `/api/admin/raffles/${raffle}`;
  return repeat(() => ({ method: 'PATCH', path, body: { title: `Title ${(titles += 1)}` } }));
}

/** Each takes the first prize from the next ticket of the draw order. */
async function forfeitsOf(raffle: string, url: string): Promise<OperatorRequest[]> {
  const reply = await fetch(`${url}/api/raffles/${raffle}/draw`);
  const { order } = DrawRecord.parse(await reply.json());
  const [first, ...others] = order.map(({ ticketNumber }) => ticketNumber);
  const holders = [first, ...others.slice(prizes.length - 1)].slice(0, requestsEach);
  return holders.map((ticketNumber) => ({
    method: 'POST',
    path: `/api/admin/raffles/${raffle}/prizes/1/forfeit`,
    body: { ticketNumber, reason: 'declined' },
  }));
}
