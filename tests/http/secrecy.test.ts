import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readStream } from '../support/event-stream.ts';
import { startTestService, type Participant, type TestService } from '../support/service.ts';
import { winnerOf } from '../support/draws.ts';
import { withoutRandomText } from '../support/random-text.ts';

/** Names that would reveal a draw: members, statuses, entries and events. */
const drawTerms = ['winner', '"index"', '"drawn', 'ticketnumber'];

/** Reads everything about the demo that the public, the buyer and the operator can read, headers included. */
async function readEverything(service: TestService, person: Participant): Promise<string> {
  const paths = ['/api/raffles', '/api/raffles/demo', '/api/raffles/demo/tickets/mine', '/api/me'];
  const answers: string[] = [];
  for (const path of [...paths, '/metrics', '/livez', '/readyz']) {
    const reply = await person.fetch(path);
    answers.push(JSON.stringify([...reply.headers]), await reply.text());
  }
  const params = { id: 'demo' };
  for (const name of ['listSoldTickets', 'fetchAudit'] as const) {
    answers.push(JSON.stringify(await service.operator.call(name, { params })));
  }
  return answers.join('\n').replaceAll('"won":null', '');
}

function readFolder(path: string): string {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

test('before the draw no reply, header, event, log line or file reveals a winner', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  const stream = await readStream(t, service.url);
  const ada = await service.signIn('ada@example.org');
  const purchase = await (await ada.buy('demo', { quantity: 2 })).text();
  const open = await readEverything(service, ada);
  await service.operator.call('closeRaffle', { params: { id: 'demo' } });
  const closed = await readEverything(service, ada);
  await stream.until(({ status }) => status === 'closed');

  const events = stream.bytes();
  const log = lines.join('\n');
  const files = readFolder(service.dataDir);
  for (const [where, text] of Object.entries({ purchase, open, closed, events, log, files })) {
    const known = withoutRandomText(text).toLowerCase();
    const found = drawTerms.filter((term) => known.includes(term));
    t.deepEqual(found, [], where);
  }
});

test('the draw is on disk before it is published, and all clients get the same result', async (t) => {
  const service = await startTestService(t);
  const ada = await service.signIn('ada@example.org');
  await ada.buy('demo', { quantity: 2 });
  const stream = await readStream(t, service.url);
  const heard = stream.until((view) => view.status === 'drawn');
  const onDisk = heard.then(() => /"type":"raffle-drawn"/.test(readFolder(service.dataDir)));
  const draw = await service.operator.call('drawWinner', { params: { id: 'demo' } });
  t.true(await onDisk);
  const { ticketNumber } = winnerOf(draw);
  t.like(await heard, { view: { status: 'drawn', winner: { ticketNumber } } });
  const view = await (await fetch(`${service.url}/api/raffles/demo`)).json();
  t.like(view, { status: 'drawn', winner: { ticketNumber } });
});

test('public data has ticket numbers and pseudonyms, never identities', async (t) => {
  const service = await startTestService(t);
  const ada = await service.signIn('ada@example.org');
  await ada.buy('demo');
  await service.operator.call('drawWinner', { params: { id: 'demo' } });
  const stream = await readStream(t, service.url);
  await stream.next();
  const pages = ['/api/raffles', '/api/raffles/demo', '/api/raffles/demo/draw', '/metrics'];
  const texts = await Promise.all(
    pages.map(async (path) => (await fetch(service.url + path)).text()),
  );
  const { account } = (await (await ada.fetch('/api/me')).json()) as { account: { id: string } };
  for (const text of [...texts, stream.bytes()]) {
    t.false(text.includes('ada@'));
    t.false(text.includes(account.id));
  }
  const bundle = await service.operator.call('fetchAudit', { params: { id: 'demo' } });
  t.false(JSON.stringify(bundle).includes('ada@'));
  t.false(JSON.stringify(bundle).includes(account.id));
});
