import test from 'ava';
import { createClient } from '#contract/client.ts';
import { runSql } from '../support/postgres.ts';
import { readSigner, signInAt } from '../support/service.ts';
import { startProcesses } from '../support/service-processes.ts';
import { waitFor } from '../support/wait-limit.ts';

test('when the process that does the scheduled work is killed, another one closes raffles and sends mails', async (t) => {
  const { processes, dataDir, databaseUrl, publicUrl } = await startProcesses(t, 2);
  const signer = await readSigner(`${dataDir}/operator.pem`);
  const operator = createClient({ baseUrl: publicUrl, signer, timeoutMs: 60_000 });
  const [leader, other] = processes;
  const url = other!.url;
  const closesAt = new Date(Date.now() + 4_000).toISOString();
  await operator.call('createRaffle', { body: { id: 'fair', title: 'Fair', closesAt } });
  await operator.call('createRaffle', { body: { id: 'sale', title: 'Sale' } });
  const email = 'ada@example.org';
  const ada = await signInAt(url, email);

  await leader!.end('SIGKILL');
  const term = async () => {
    const [row] = await runSql<{ term: number }>(
      databaseUrl,
      'SELECT term::integer FROM raffle.leadership',
    );
    return row!.term;
  };
  await waitFor('the next term', async () => (await term()) === 2);
  t.is((await ada.buy('sale')).status, 201);
  await waitFor('the mail', async () => {
    const reply = await fetch(`${url}/dev/mailbox?to=${email}`, {
      headers: { accept: 'application/json' },
    });
    const { messages } = (await reply.json()) as { messages: { code: string }[] };
    return messages.some(({ code }) => code === '');
  });
  const lines = await waitFor('the closing', async () => {
    const log = await (await fetch(`${url}/api/raffles/fair/log`)).text();
    return log.includes('raffle-closed') && log;
  });
  t.is(lines.match(/"type":"raffle-closed"/g)?.length, 1);
  t.regex(lines, /"cause":"schedule"/);
});
