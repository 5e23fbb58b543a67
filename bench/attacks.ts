import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { inTurn } from './support/load.ts';
import { median } from './support/pairs.ts';
import { startChild, startService, type ServerProcess } from './support/server-process.ts';

const attacks = [
  'pipelining',
  'idle sockets',
  'slow readers',
  'log readers',
  'consistency requests',
  'code requests',
  'purchases without sign-in',
  'refused purchases of one account',
  'readers of one raffle',
  'streams',
];
const sold = { large: 100_000, bench: 0 };
const purchases = 300;
const pauseMs = 10;
/** A slower purchase counts as failed, and a failing service does not get 300 requests. */
const purchaseTimeoutMs = 5_000;
const probeMsMax = 15_000;
/** A median below this passes, regardless of the median without an attack. */
const medianMsGoal = 2;
const bars = { ratio: 2, bytes: 100 * 2 ** 20 };

/** The median purchase and the memory during an attack, compared with the same service without one. */
export const attacksOf: Benchmark = async () => {
  const figures: Figure[] = [];
  for (const attack of attacks) figures.push(await withFolder((path) => measure(path, attack)));
  return figures;
};

async function measure(path: string, attack: string): Promise<Figure> {
  const { people } = await prepareFolder(path, { people: 2_000, sold });
  const mail = await startMailServer();
  const service = await startService(path, { environment: mail.environment });
  const nextCookie = inTurn(people.map(({ cookie }) => cookie));
  await probe(service, nextCookie);
  const calm = await probe(service, nextCookie);
  const attacker = await startChild(
    'support/attacker.ts',
    attack,
    service.url,
    people.at(-1)!.cookie,
  );
  const attacked = await probe(service, nextCookie);
  await attacker.stop();
  await service.stop();
  mail.close();
  const ratio = attacked.ms / calm.ms;
  const grown = attacked.bytes - calm.bytes;
  return {
    name: `purchase under attack: ${attack}`,
    found: `${ratio.toFixed(1)}x, ${toMib(grown)} MiB more`,
    spread: '',
    bar: `at most ${bars.ratio}x or ${medianMsGoal} ms, ${toMib(bars.bytes)} MiB`,
    isMet: (ratio <= bars.ratio || attacked.ms <= medianMsGoal) && grown <= bars.bytes,
    note: `median ${attacked.ms.toFixed(1)} ms against ${calm.ms.toFixed(1)} ms, longest ${attacked.longestMs.toFixed(0)} against ${calm.longestMs.toFixed(0)} ms, ${toMib(attacked.bytes)} MiB`,
  };
}

/** Buys repeatedly as one person after another and measures the memory meanwhile. */
async function probe(service: ServerProcess, nextCookie: () => string) {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  let bytes = 0;
  const endsAt = performance.now() + probeMsMax;
  for (let bought = 0; bought < purchases && performance.now() < endsAt; bought += 1) {
    const startedAt = performance.now();
    const isBought = await buyOne(service.url, nextCookie(), agent);
    times.push(isBought ? performance.now() - startedAt : purchaseTimeoutMs);
    bytes = Math.max(bytes, service.residentBytes());
    await sleep(pauseMs);
  }
  agent.destroy();
  return { ms: median(times), longestMs: Math.max(...times), bytes };
}

/** @returns Whether there was a reply in time. */
async function buyOne(url: string, cookie: string, agent: Agent): Promise<boolean> {
  const body = JSON.stringify({ quantity: 1 });
  const sent = request(`${url}/api/raffles/bench/tickets`, {
    agent,
    method: 'POST',
    signal: AbortSignal.timeout(purchaseTimeoutMs),
    headers: {
      cookie,
      'content-type': 'application/json',
      'content-length': body.length,
      'idempotency-key': randomUUID(),
    },
  });
  sent.end(body);
  let reply: IncomingMessage;
  try {
    [reply] = (await once(sent, 'response')) as [IncomingMessage];
    await reply.resume().toArray();
  } catch {
    return false;
  }
  if (reply.statusCode !== 201) throw new Error(`A purchase was answered ${reply.statusCode}.`);
  return true;
}

/** Accepts every mail, so that the service limits sign-in codes as in production. */
async function startMailServer() {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void stream.resume().once('end', () => done()),
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const environment = {
    RAFFLE_SMTP_URL: `smtp://127.0.0.1:${port}`,
    RAFFLE_MAIL_FROM: 'raffle@example.org',
    LOG_LEVEL: 'error',
  };
  return { environment, close: () => server.close(() => {}) };
}

function toMib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
