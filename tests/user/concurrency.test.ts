import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import { buyPatiently } from '../support/patient-requests.ts';
import { startTestService } from '../support/service.ts';

/** Counts of the outcomes. */
interface Tally {
  readonly sold: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly soldPerPerson: readonly number[];
  readonly numbersOnDisk: readonly number[];
  readonly isIntact: boolean;
}

/** All participants request one ticket several times at once over HTTP. */
async function rush(
  t: ExecutionContext,
  { people, requestsEach }: { people: number; requestsEach: number },
): Promise<Tally> {
  const service = await startTestService(t);
  const buyers = await Promise.all(
    Array.from({ length: people }, (_, index) => service.signIn(`p${index}@example.org`)),
  );
  const attempts = buyers.flatMap((buyer) => Array.from({ length: requestsEach }, () => buyer));
  const replies = await Promise.all(attempts.map((buyer) => buyPatiently(buyer, 'demo')));
  const refused: Record<string, number> = {};
  const soldPerPerson = buyers.map(() => 0);
  for (const [index, reply] of replies.entries()) {
    const answer = (await reply.json()) as { title?: string };
    if (reply.status === 201) soldPerPerson[Math.floor(index / requestsEach)]! += 1;
    else refused[answer.title!] = (refused[answer.title!] ?? 0) + 1;
  }
  await service.stop();
  const sold = replies.filter(({ status }) => status === 201).length;
  return { sold, refused, soldPerPerson, ...readTickets(service.dataDir) };
}

/** Counts the tickets in the journal file, without the service. */
function readTickets(dataDir: string): Pick<Tally, 'numbersOnDisk' | 'isIntact'> {
  const bytes = readFileSync(join(dataDir, 'raffles', 'demo.journal'));
  try {
    const { texts, validBytes } = decodeJournal(bytes);
    const entries = texts.map(
      (text) => JSON.parse(text).public as { type: string; number: number },
    );
    const tickets = entries.filter(({ type }) => type === 'ticket-sold');
    return {
      numbersOnDisk: tickets.map(({ number }) => number),
      isIntact: validBytes === bytes.length,
    };
  } catch {
    return { numbersOnDisk: [], isIntact: false };
  }
}

const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);

test('50 people who request 3 tickets each at once get exactly 2 tickets and 1 refusal each', async (t) => {
  const tally = await rush(t, { people: 50, requestsEach: 3 });
  t.deepEqual(tally.numbersOnDisk, oneToHundred);
  t.true(tally.isIntact);
  t.deepEqual(new Set(tally.soldPerPerson), new Set([2]));
  const {
    'Inventory Exhausted': exhausted = 0,
    'Limit Reached': limited = 0,
    ...others
  } = tally.refused;
  t.deepEqual(others, {});
  t.is(exhausted + limited, 50);
});

test('500 people who request 3 tickets each at once get exactly 100 tickets, at most 2 each', async (t) => {
  const tally = await rush(t, { people: 500, requestsEach: 3 });
  t.deepEqual(tally.numbersOnDisk, oneToHundred);
  t.true(tally.isIntact);
  t.true(tally.soldPerPerson.every((count) => count <= 2));
  t.is(tally.sold, 100);
  const {
    'Inventory Exhausted': exhausted = 0,
    'Limit Reached': limited = 0,
    ...others
  } = tally.refused;
  t.deepEqual(others, {});
  t.is(exhausted + limited, 1400);
});

test('one person who sends 200 requests at once gets 2 tickets and 198 refusals', async (t) => {
  const tally = await rush(t, { people: 1, requestsEach: 200 });
  t.deepEqual(tally.numbersOnDisk, [1, 2]);
  t.deepEqual(tally.refused, { 'Limit Reached': 198 });
});
