import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { createClient, type RaffleClient } from '#contract/client.ts';
import type { DrawRecord } from '#contract/draws.ts';
import { seeLog } from '../support/public-log.ts';
import { readSigner } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';

const params = { id: 'fair' };
const rules = { title: 'Fair', capacity: 1_000, prizes: ['Cup', 'Book', 'Pen'], reserves: 10 };

/** A command to send many of at once: the index makes each another one. */
interface Storm {
  /** Type of the entries that the commands add. */
  readonly type: string;
  /** Entries that each command adds. */
  readonly entriesEach: number;
  readonly isDrawn?: true;
  send(operator: RaffleClient, index: number, draw: DrawRecord | undefined): Promise<unknown>;
}

/** The ticket that holds a prize after the draw. @param index Of the prize, from 0. */
function winnerOf(draw: DrawRecord | undefined, index: number) {
  const winner = draw?.winners[index];
  if (winner === undefined || winner.state === 'unawarded') throw new Error('No winner.');
  return winner;
}

const storms: Readonly<Record<string, Storm>> = {
  'sales at the desk': {
    type: 'ticket-sold',
    entriesEach: 2,
    send: (operator, index) =>
      operator.call('sellTickets', {
        params,
        body: { quantity: 2, paid: true, buyer: { name: `Buyer ${index}` } },
        idempotencyKey: `sale-${index}`,
      }),
  },
  voids: {
    type: 'ticket-voided',
    entriesEach: 2,
    send: (operator, index) =>
      operator.call('voidTickets', {
        params,
        body: { numbers: [2 * index + 1, 2 * index + 2], reason: 'mistake' },
        idempotencyKey: `void-${index}`,
      }),
  },
  amendments: {
    type: 'raffle-amended',
    entriesEach: 1,
    send: (operator, index) =>
      operator.call('amendRaffle', {
        params,
        body: { title: `Fair ${index}` },
        idempotencyKey: `title-${index}`,
      }),
  },
  claims: {
    type: 'prize-claimed',
    entriesEach: 1,
    isDrawn: true,
    send: (operator, index, draw) => {
      const { ticketNumber, prize } = winnerOf(draw, index % 3);
      return operator.call('claimPrize', {
        params: { ...params, prize: String(prize) },
        body: { ticketNumber },
        idempotencyKey: `claim-${prize}`,
      });
    },
  },
  forfeits: {
    type: 'prize-forfeited',
    entriesEach: 1,
    isDrawn: true,
    send: (operator, index, draw) => {
      const { ticketNumber, prize } = winnerOf(draw, index % 3);
      return operator.call('forfeitPrize', {
        params: { ...params, prize: String(prize) },
        body: { ticketNumber, reason: 'declined' },
        idempotencyKey: `forfeit-${prize}`,
      });
    },
  },
};

for (const [name, { type, entriesEach, isDrawn, send }] of Object.entries(storms)) {
  test(`after kill -9 during many ${name}, what was confirmed is there once, and a repetition gets its reply`, async (t) => {
    const first = await start(t);
    await first.operator.call('createRaffle', { body: { ...params, ...rules } });
    const soldBefore = type === 'ticket-sold' ? 0 : 30;
    for (let index = 0; index < soldBefore; index += 1) {
      await storms['sales at the desk']!.send(first.operator, index, undefined);
    }
    const draw = isDrawn && (await first.operator.call('drawWinner', { params }));
    const confirmed = new Map<number, unknown>();
    let killed: Promise<unknown> | undefined;
    const commands = Array.from({ length: 30 }, async (_, index) => {
      const reply = await send(first.operator, index, draw).catch(() => undefined);
      if (reply === undefined) return;
      confirmed.set(index, reply);
      if (confirmed.size === 10) killed = first.end('SIGKILL');
    });
    await Promise.all(commands);
    t.truthy(killed, 'all were over before the kill');
    await killed;

    const second = await start(t, first.dataDir);
    const countEntries = async () => {
      const { entries } = await seeLog(second.url, 'fair');
      return entries.filter((entry) => entry['type'] === type).length;
    };
    const commandOf = (index: number) => (isDrawn ? index % 3 : index);
    const kept = new Set([...confirmed.keys()].map(commandOf));
    t.true((await countEntries()) >= kept.size * entriesEach, 'a confirmed command is lost');
    const summarise = () => second.operator.call('showSummary', { params });
    if (type === 'ticket-sold') t.like(await summarise(), { due: 0 }, 'a payment is lost');
    for (let index = 0; index < 30; index += 1) {
      const again = await send(second.operator, index, draw);
      const before = confirmed.get(index);
      // A draw record tells all later claims and forfeits too; a link names the port of the service.
      if (before !== undefined && !isDrawn) t.deepEqual(withoutLink(again), withoutLink(before));
    }
    t.is(await countEntries(), (isDrawn ? 3 : 30) * entriesEach);
    if (type === 'ticket-sold') {
      t.like(await summarise(), { sold: 60, paid: 60, due: 0 });
    }
    t.is((await second.end('SIGTERM')).exitCode, 0);
  });
}

test('after kill -9 during a cancellation or a draw, the raffle has one end', async (t) => {
  for (const name of ['cancelRaffle', 'drawWinner'] as const) {
    const first = await start(t);
    await first.operator.call('createRaffle', { body: { ...params, ...rules } });
    await storms['sales at the desk']!.send(first.operator, 0, undefined);
    const end = (operator: RaffleClient) =>
      name === 'drawWinner'
        ? operator.call('drawWinner', { params, idempotencyKey: 'end' })
        : operator.call('cancelRaffle', {
            params,
            body: { reason: 'Flood' },
            idempotencyKey: 'end',
          });
    const sent = end(first.operator).catch(() => undefined);
    await new Promise(setImmediate);
    const path = `${first.url}/api/raffles/fair`;
    await fetch(path).catch(() => undefined);
    await first.end('SIGKILL');
    const confirmed = await sent;
    const second = await start(t, first.dataDir);
    const again = await end(second.operator);
    if (confirmed !== undefined) t.deepEqual(again, confirmed);
    const { entries } = await seeLog(second.url, 'fair');
    const ends = entries.filter(({ type }) => /^raffle-(drawn|cancelled)$/.test(String(type)));
    t.is(ends.length, 1);
    await second.end('SIGTERM');
  }
});

async function start(t: ExecutionContext, dataDir?: string) {
  const service = await spawnService(t, dataDir === undefined ? {} : { dataDir });
  const signer = await readSigner(join(service.dataDir, 'operator.pem'));
  return {
    ...service,
    operator: createClient({ baseUrl: service.url, signer, timeoutMs: 60_000 }),
  };
}

function withoutLink(reply: unknown): unknown {
  return typeof reply === 'object' ? { ...reply, claimUrl: '' } : reply;
}
