import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { createClient, ProblemReply, type RaffleClient } from '#contract/client.ts';
import type { DrawRecord } from '#contract/draws.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { seeLog } from '../support/public-log.ts';
import { postJson, readSigner, signInAt } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';

const params = { id: 'fair' };

/** Starts the real program with two operators and a raffle of ten desk sales. */
async function startFair(t: ExecutionContext, rules: object = {}) {
  const { url, dataDir } = await spawnService(t);
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  const first = createClient({ baseUrl: url, signer, timeoutMs: 60_000 });
  const { client: second } = await enrolOperator(url, first, { name: 'Bo' });
  await first.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  for (let sale = 0; sale < 10; sale += 1) {
    await first.call('sellTickets', { params, body: { quantity: 1 }, idempotencyKey: `${sale}` });
  }
  const countEntries = async (type: string) => {
    const { entries } = await seeLog(url, 'fair');
    return entries.filter((entry) => entry['type'] === type).length;
  };
  return { url, operators: [first, second], countEntries };
}

/** Both operators send a request many times at once. Returns how often each outcome came. */
async function race(
  operators: readonly RaffleClient[],
  ...requests: ((operator: RaffleClient) => Promise<unknown>)[]
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const calls = Array.from({ length: 10 }, () =>
    requests.flatMap((request) => operators.map((operator) => request(operator))),
  ).flat();
  for (const outcome of await Promise.allSettled(calls)) {
    const code = outcome.status === 'fulfilled' ? 'done' : codeOf(outcome.reason);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

async function codeAfter(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'done', codeOf);
}

function codeOf(error: unknown): string {
  if (error instanceof ProblemReply) return error.code;
  throw error;
}

const draw = (operator: RaffleClient) => operator.call('drawWinner', { params });
const cancel = (operator: RaffleClient) =>
  operator.call('cancelRaffle', { params, body: { reason: 'Flood' } });

function numberOf({ winners }: DrawRecord, prize: number): number {
  const winner = winners[prize - 1];
  if (winner === undefined || winner.state === 'unawarded') throw new Error('No ticket holds it.');
  return winner.ticketNumber;
}

test('of draws by two operators at once one counts, and no request draws again', async (t) => {
  const { url, operators, countEntries } = await startFair(t);
  t.deepEqual(await race(operators, draw), { done: 1, 'already-drawn': 19 });
  t.is(await countEntries('raffle-drawn'), 1);
  const { lines } = await seeLog(url, 'fair');
  t.deepEqual(await race(operators, draw), { 'already-drawn': 20 });
  t.deepEqual((await seeLog(url, 'fair')).lines, lines);
});

test('a raffle that is drawn and cancelled at once is one of both', async (t) => {
  const { operators, countEntries } = await startFair(t);
  const { done } = await race(operators, draw, cancel);
  t.is(done, 1);
  t.is((await countEntries('raffle-drawn')) + (await countEntries('raffle-cancelled')), 1);
});

test('a prize that is claimed and forfeited at once is one of both, and forfeited once', async (t) => {
  const { operators, countEntries } = await startFair(t, { prizes: ['Cup', 'Book'], reserves: 3 });
  const [first] = operators;
  const record = await first!.call('drawWinner', { params });
  const act = (prize: number) => {
    const call = { ...params, prize: String(prize) };
    const ticketNumber = numberOf(record, prize);
    return {
      claim: (operator: RaffleClient) =>
        operator.call('claimPrize', { params: call, body: { ticketNumber } }),
      forfeit: (operator: RaffleClient) =>
        operator.call('forfeitPrize', { params: call, body: { ticketNumber, reason: 'declined' } }),
    };
  };
  t.deepEqual(await race(operators, act(2).forfeit), { done: 1, 'prize-not-held': 19 });
  t.is(await countEntries('prize-forfeited'), 1);
  await race(operators, act(1).claim, act(1).forfeit);
  const claims = await countEntries('prize-claimed');
  const forfeits = (await countEntries('prize-forfeited')) - 1;
  t.is(claims + forfeits, 1);
});

test('a purchase under the rules that the buyer saw comes before an amendment, or is refused', async (t) => {
  const { url, operators } = await startFair(t);
  const ann = await signInAt(url, 'ann@example.org');
  for (let round = 0; round < 20; round += 1) {
    const id = `fair-${round}`;
    await operators[0]!.call('createRaffle', { body: { id, title: 'Fair' } });
    const body = { notice: { price: { amount: 1, currency: 'EUR' } } };
    const amend = () =>
      codeAfter(operators[round % 2]!.call('amendRaffle', { params: { id }, body }));
    const headers = { 'idempotency-key': 'one' };
    const purchase = postJson({ quantity: 1, rules: 0 }, headers);
    const buy = async () => (await ann.fetch(`/api/raffles/${id}/tickets`, purchase)).status;
    const isFirst = round < 4 && (await amend());
    const outcome = await Promise.all([isFirst || amend(), buy()]);
    const { entries } = await seeLog(url, id);
    const types = entries.map(({ type }) => type).slice(1);
    const isSold = types.includes('ticket-sold');
    t.deepEqual(types, [isSold ? 'ticket-sold' : 'raffle-amended']);
    t.deepEqual(outcome, isSold ? ['rule-final', 201] : ['done', 409]);
  }
});
