import { appendFileSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { createEntryCodec } from '../../services/raffle/stores/codecs.ts';
import { encodeBatch } from '../../services/raffle/stores/lowdb/journal-format.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import { sold } from '../support/given.ts';
import { spawnService } from '../support/spawned-service.ts';

const saleCount = 25_000;

test('the built service reads a large journal with a second thread', async (t) => {
  const { dataDir, end } = await spawnService(t, { isBuilt: true });
  await end('SIGTERM');
  const journal = join(dataDir, 'raffles', 'demo.journal');
  const { encode } = createEntryCodec({ leafAt: () => undefined });
  const at = new Date().toISOString();
  const sales = Array.from({ length: saleCount }, (_, place) =>
    encode(sold(place + 1, { holder: `h${place}`.padEnd(22, '_'), at }), place + 1),
  );
  appendFileSync(journal, encodeBatch(sales, decodeJournal(readFileSync(journal)).chain).bytes);
  const service = await spawnService(t, { dataDir, isBuilt: true });
  const view = await (await fetch(`${service.url}/api/raffles/demo`)).json();
  t.is((view as { sold: number }).sold, saleCount);
  const { stderr } = await service.end('SIGTERM');
  t.is(stderr.includes('read by a second thread'), availableParallelism() > 1, stderr);
});
