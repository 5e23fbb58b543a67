import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { Mailbox } from '#contract/accounts.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import type { DeskSale } from '#contract/tickets.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { builtPath } from '../support/built.ts';
import { openChromium } from '../support/chromium.ts';
import { judge } from '../support/independent-verifier.ts';
import { signInAt, temporaryFolder } from '../support/service.ts';
import { spawnService, type SpawnedService } from '../support/spawned-service.ts';
import { waitMsMax } from '../support/wait-limit.ts';
import { splitLine } from './support/real-service.ts';
import { runCli } from './support/run-cli.ts';

/** How long sales last in the first attempt. A slow machine gets twice as long in the next one. */
const salesMsMin = 8_000;
const salesMsMax = 64_000;

interface Fair {
  readonly id: string;
  readonly service: SpawnedService;
  readonly cwd: string;
  raffle(line: string): ReturnType<typeof runCli>;
  read<Answer>(line: string): Promise<Answer>;
}

function openCommandLine(t: ExecutionContext, service: SpawnedService, id: string): Fair {
  const cwd = temporaryFolder(t);
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem') };
  const raffle = (line: string) => runCli(splitLine(line), { env, cwd });
  return {
    id,
    service,
    cwd,
    raffle,
    async read<Answer>(line: string) {
      const { exitCode, stdout, stderr } = await raffle(`${line} --json`);
      if (exitCode !== exitCodes.done) throw new Error(`${line}: ${exitCode} ${stderr}`);
      return JSON.parse(stdout) as Answer;
    },
  };
}

/** Opens the raffle and sells. Undefined if sales closed before all was sold. */
async function sellTickets(fair: Fair, salesMs: number): Promise<readonly string[] | undefined> {
  const { id, service, read } = fair;
  const closesAt = inWholeSeconds(Date.now() + salesMs);
  const claimBy = inWholeSeconds(Date.now() + 2 * salesMsMax);
  await read(
    `create --title 'Summer fair' --id ${id} --capacity 20 --per-person-limit 3 --prize Bicycle ` +
      `--prize Hamper --prize Book --reserves 2 --price '2.00 GBP' --claim-by ${claimBy} ` +
      `--closes ${closesAt}`,
  );
  try {
    const ann = await signInAt(service.url, `ann-${id}@example.org`);
    const bought = await ann.buy(id, { quantity: 3 });
    const { receipts } = (await bought.json()) as { receipts?: string[] };
    await read<DeskSale>(`sell ${id} --quantity 3 --name 'Mia Lee' --paid`);
    await read<DeskSale>(`sell ${id} --quantity 2 --email bob-${id}@example.org`);
    await read(`void ${id} 2 --reason mistake --confirm ${id}`);
    const again = await read<DeskSale>(`sell ${id} --paid`);
    if (again.tickets[0]?.number !== 2) throw new Error('The voided number is not sold again.');
    await read(`pay ${id} 1 3`);
    return receipts;
  } catch (error) {
    const { status } = await read<RaffleView>(`show ${id}`);
    if (status === 'closed') return undefined;
    throw error;
  }
}

/** Opens raffles until one is sold as planned before it closes. */
async function holdSales(t: ExecutionContext) {
  const service = await spawnService(t);
  for (let salesMs = salesMsMin; salesMs <= salesMsMax; salesMs *= 2) {
    const fair = openCommandLine(t, service, `fair-${salesMs}`);
    const receipts = await sellTickets(fair, salesMs);
    if (receipts !== undefined) return { fair, receipts };
  }
  throw new Error(`Eight sales took more than ${salesMsMax / 1_000} s.`);
}

const inWholeSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** Asks again until the answer satisfies the predicate; fails with the last that did not. */
async function waitFor<Answer>(
  ask: () => Promise<Answer>,
  matches: (answer: Answer) => boolean,
  forMs: number,
): Promise<Answer> {
  const until = Date.now() + forMs;
  for (;;) {
    const answer = await ask();
    if (matches(answer)) return answer;
    if (Date.now() > until) throw new Error(`Still ${JSON.stringify(answer)}`);
    await delay(100);
  }
}

function waitForClosing({ id, read }: Fair): Promise<RaffleView> {
  const view = () => read<RaffleView>(`show ${id}`);
  return waitFor(view, ({ status }) => status !== 'open', salesMsMax + waitMsMax);
}

/** The subjects of the mails to an address, oldest first, once one begins with each of these texts. */
function waitForMails({ service }: Fair, to: string, beginnings: readonly string[]) {
  const subjects = async () => {
    const reply = await fetch(`${service.url}/dev/mailbox?to=${encodeURIComponent(to)}`, {
      headers: { accept: 'application/json' },
    });
    const { messages } = Mailbox.parse(await reply.json());
    return messages.map(({ subject }) => subject).toReversed();
  };
  const isComplete = (all: readonly string[]) =>
    beginnings.every((text) => all.some((each) => each.startsWith(text)));
  return waitFor(subjects, isComplete, waitMsMax);
}

/** Opens files in the built verifier and returns its verdict. */
async function openInVerifier(t: ExecutionContext, files: readonly string[]): Promise<string> {
  const browser = await openChromium(t);
  const page = await browser.newPage({ locale: 'en-GB' });
  await page.goto(pathToFileURL(builtPath('verifier', 'raffle-verifier.html')).href);
  await page.getByLabel('Choose files').setInputFiles([...files]);
  const verdict = page.getByRole('status').getByText(/^(VALID|NOT VALID|COULD NOT CHECK)\.$/);
  return verdict.innerText();
}

test('a school fair is opened, sold, closed by time, drawn, settled, exported and verified', async (t) => {
  const { fair, receipts } = await holdSales(t);
  const { id, raffle, read, cwd } = fair;
  const closed = await waitForClosing(fair);
  t.is(closed.status, 'closed');
  t.is(closed.sold, 8);
  t.is((await raffle(`sell ${id}`)).exitCode, exitCodes.refused);

  const drawn = await read<DrawRecord>(`draw ${id} --confirm ${id}`);
  const order = drawn.order.map(({ ticketNumber }) => ticketNumber);
  t.is(order.length, 5);
  await read(`claim ${id} 2 --ticket ${order[1]} --confirm ${id}`);
  await read(`forfeit ${id} 1 --reason declined --ticket ${order[0]} --confirm ${id}`);
  const settled = await read<DrawRecord>(`prizes ${id}`);
  t.deepEqual(
    settled.winners.map((winner) => winner.state !== 'unawarded' && winner.ticketNumber),
    [order[3], order[1], order[2]],
  );

  const result = (numbers: readonly number[]) =>
    order.slice(0, 3).some((number) => numbers.includes(number)) ? 'You won' : 'Not this time';
  const forfeitOf = (numbers: readonly number[]) =>
    numbers.includes(order[0]!) ? [`Your ticket ${order[0]} no longer wins`] : [];
  const promotionOf = (numbers: readonly number[]) =>
    numbers.includes(order[3]!) ? ['You won: Bicycle'] : [];
  const owners = { [`ann-${id}@example.org`]: [1, 3], [`bob-${id}@example.org`]: [7, 8] };
  for (const [email, numbers] of Object.entries(owners)) {
    const voids = numbers.includes(1) ? ['Your ticket 2 does not count any more'] : [];
    const events = [...voids, result(numbers), ...forfeitOf(numbers), ...promotionOf(numbers)];
    const subjects = await waitForMails(fair, email, ['Your tickets', ...events]);
    t.true(subjects.length > events.length, subjects.join('\n'));
  }
  const { summary } = await read<{ summary: Summary }>(`show ${id}`);
  t.is(summary.mail?.failed, 0);
  t.true((summary.mail?.sent ?? 0) >= 5);

  const exported = await raffle(`export ${id} records`);
  t.is(exported.exitCode, exitCodes.done, exported.stderr);
  const folder = join(cwd, 'records');
  const file = (name: string) => readFileSync(join(folder, name), 'utf8');
  const log = `${id}.raffle-log.json`;
  const names = [
    `${id}.audit-bundle.json`,
    log,
    'payments.csv',
    'rules.txt',
    'summary.html',
    'tickets.csv',
  ];
  t.deepEqual(readdirSync(folder).toSorted(), names.toSorted());
  for (const name of names) t.is(statSync(join(folder, name)).mode & 0o077, 0, name);

  for (const source of [id, `./records/${log}`, `./records/${id}.audit-bundle.json`]) {
    const audited = await raffle(`audit ${source}`);
    t.is(audited.exitCode, exitCodes.done, audited.stdout);
  }
  const receiptFiles = receipts.map((text, index) => {
    const path = join(cwd, `${index}.tlog-proof`);
    writeFileSync(path, text);
    return path;
  });
  t.is(await openInVerifier(t, [join(folder, log), ...receiptFiles]), 'VALID.');
  t.is(judge(JSON.parse(file(log)), []), 'valid');

  t.is(file('tickets.csv').trim().split('\r\n').length, 1 + 8);
  t.is(file('payments.csv').match(/,yes,200,GBP/g)?.length, 6);
  for (const text of [
    '8 (',
    '1 sold by mistake',
    '12',
    '£12.00',
    '£4.00',
    `${order[3]}, not handed over yet; before ${order[0]}, declined`,
    `${order[1]}, handed over`,
  ]) {
    t.true(file('summary.html').includes(text), text);
  }
  for (const name of [log, 'rules.txt', 'summary.html']) {
    t.false(/Mia Lee|@example\.org/.test(file(name)), `${name} has no personal data`);
  }
  const before = file('summary.html');
  t.is((await raffle(`export ${id} records`)).exitCode, exitCodes.usage);
  t.is(file('summary.html'), before);
});
