import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { Entry } from '../../services/raffle/domain/entries.ts';
import { evolve, isOpened, type Raffle } from '../../services/raffle/domain/raffle.ts';
import { createEntryCodec } from '../../services/raffle/stores/codecs.ts';
import { RestoredRaffle } from '../../services/raffle/stores/lowdb/restored-raffle.ts';
import { carryOut } from '../support/carry-out.ts';
import { commandSequences } from '../support/command-sequences.ts';
import { now, opened, signed, sold, voided } from '../support/given.ts';

/** With ids of the usual length sales are stored in rows, with others as objects. */
function withUsualIds(entry: Entry): Entry {
  if (entry.type !== 'ticket-sold' || entry.desk === true) return entry;
  const pad = (id: string) => id.padEnd(22, '_');
  const { holder, account, key } = entry;
  return { ...entry, holder: pad(holder), account: pad(account), key: pad(key) };
}

function restore(log: readonly Entry[]): RestoredRaffle {
  const restored = new RestoredRaffle();
  const { encode } = createEntryCodec({ leafAt: () => undefined });
  for (const line of log.map((entry, index) => Buffer.from(encode(entry, index)))) {
    restored.add(line, 0, line.length);
  }
  return restored;
}

/** What a raffle answers about its log. */
function answersOf(raffle: Raffle, log: readonly Entry[]) {
  if (!isOpened(raffle)) return undefined;
  const { pool, requests, ...facts } = raffle;
  const holders = new Set(log.flatMap((entry) => ('holder' in entry ? entry.holder : [])));
  return {
    facts,
    tickets: [...pool],
    sales: [...pool.sales()],
    voids: pool.voids,
    lastAt: pool.lastAt,
    next: pool.nextNumbers(3),
    ofHolders: [...holders].map((holder) => pool.salesOf(holder)),
    middle: [...pool.asOf(log.length / 2).sales()],
    requests: log.map((entry) =>
      'operatorSignature' in entry ? requests.find(entry.operatorSignature) : [],
    ),
  };
}

/** Compares a raffle restored here with one that was handed over after `size` entries of the log. */
function compare(t: ExecutionContext, log: readonly Entry[], size: number): void {
  const here = restore(log.slice(0, size));
  const parts = structuredClone(restore(log.slice(0, size)).toParts());
  const handedOver = new RestoredRaffle({ parts });
  t.deepEqual(handedOver.others, here.others);
  for (const [index, entry] of handedOver.others) {
    if (entry.type !== 'ticket-voided' || !isOpened(handedOver.raffle)) continue;
    t.is(handedOver.raffle.pool.findVoid(entry)?.index, index);
  }
  t.is(handedOver.tree.size, size);
  t.deepEqual(handedOver.tree.root(), here.tree.root());
  t.deepEqual(answersOf(handedOver.raffle, log), answersOf(here.raffle, log));
  const goOn = (raffle: Raffle) => answersOf(log.slice(size).reduce(evolve, raffle), log);
  t.deepEqual(goOn(handedOver.raffle), goOn(here.raffle));
}

test('a raffle that another thread restored answers and goes on as one restored here', (t) => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(commandSequences, fc.boolean(), part, (commands, isUsual, end) => {
      const { log } = carryOut(commands);
      const size = Math.max(1, Math.floor(log.length * end));
      compare(t, isUsual ? log.map(withUsualIds) : log, size);
    }),
  );
});

test('a raffle with free numbers that another thread restored sells them next', (t) => {
  const operatorSignature = signed({ idempotencyKey: 'i1' });
  const facts = { at: now, operatorSignature };
  const log: Entry[] = [
    opened(),
    ...[1, 2, 3, 4].map((number) => withUsualIds(sold(number))),
    ...[2, 3].map((number) => voided(number, { operatorSignature })),
    { ...facts, type: 'ticket-sold', desk: true, number: 2, holder: 'dee', key: 'desk' },
    withUsualIds(sold(3)),
    voided(1),
    sold(1),
    sold(5),
  ];
  for (let size = 1; size <= log.length; size += 1) compare(t, log, size);
});
