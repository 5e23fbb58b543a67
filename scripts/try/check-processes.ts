import { setTimeout as delay } from 'node:timers/promises';
import { requireStatus, signInByMail, type Buyer } from './buyer.ts';
import { LiveReader } from './live-reader.ts';
import type { ProxiedService, ServiceProcess } from './proxied-service.ts';

/** So many that each process has some. */
const raffleIds = Array.from({ length: 16 }, (_, index) => `fair-${index + 1}`);

/** With a wait of ten seconds at a process that hangs, and another one when it is tried again. */
const hungMsMax = 30_000;
const killedMsMax = 15_000;

/** How purchases went that were repeated with their key until they were sold. */
export interface RepeatedPurchases {
  /** Requests besides the first one of each purchase. */
  readonly repeated: number;
  readonly longestMs: number;
}

export interface ProcessesReport {
  readonly hung: RepeatedPurchases;
  readonly killed: RepeatedPurchases;
}

/**
 * Checks what the guide says of two processes: purchases of a raffle go to one, each streams what the
 * other one sells, and one that hangs or was killed is left out and takes part again.
 *
 * @throws {Error} One of these fails, or a purchase is not sold exactly once.
 */
export async function checkProcesses(service: ProxiedService): Promise<ProcessesReport> {
  const { publicUrl, mails, raffle, processes } = service;
  for (const id of raffleIds)
    await raffle('create', '--title', id, '--id', id, '--per-person-limit', '50');
  const buyer = await signInByMail(publicUrl, { email: 'bea@example.org', mails });
  const sales = new Sales(buyer, publicUrl);
  const [first, second] = processes;
  if (first === undefined || second === undefined) throw new Error('There are no two processes.');
  const ofFirst = await sales.divide([first, second]);
  await checkStreams(sales, [first, second]);
  first.signal('SIGSTOP');
  const hung = await sales.repeatUntilSold({
    unaffected: raffleIds.filter((id) => !ofFirst.has(id)),
  });
  first.signal('SIGCONT');
  if (hung.longestMs > hungMsMax) throw new Error(`A purchase took ${hung.longestMs} ms.`);
  await sales.waitUntilBack(first, ofFirst);
  await sales.requireExact();
  const [killed] = await Promise.all([sales.repeatUntilSold(), first.stop('SIGKILL')]);
  if (killed.longestMs > killedMsMax) throw new Error(`A purchase took ${killed.longestMs} ms.`);
  await sales.requireExact();
  await first.start();
  await sales.waitUntilBack(first, ofFirst);
  await raffle('audit', 'fair-1');
  return { hung, killed };
}

/** Purchases of one buyer, of one ticket each. */
class Sales {
  readonly #buyer: Buyer;
  readonly #publicUrl: string;
  readonly #sold = new Map<string, number>(raffleIds.map((id) => [id, 0]));

  constructor(buyer: Buyer, publicUrl: string) {
    this.#buyer = buyer;
    this.#publicUrl = publicUrl;
  }

  get publicUrl(): string {
    return this.#publicUrl;
  }

  /** @returns How many are sold now. */
  async buy(id: string): Promise<number> {
    requireStatus(await this.#buyer.buy(id, 1), 201);
    return this.#count(id);
  }

  /** @returns Raffles of which the first process answers the purchases. */
  async divide([first, second]: readonly [ServiceProcess, ServiceProcess]): Promise<Set<string>> {
    const ofFirst = new Set<string>();
    for (const id of raffleIds) {
      const before = [await countPosts(first), await countPosts(second)];
      for (let purchase = 0; purchase < 3; purchase += 1) await this.buy(id);
      const after = [await countPosts(first), await countPosts(second)];
      const answered = after.map((count, index) => count - (before[index] ?? 0)).join(' and ');
      if (answered !== '3 and 0' && answered !== '0 and 3')
        throw new Error(`The processes answered ${answered} purchases of ${id}.`);
      if (answered === '3 and 0') ofFirst.add(id);
    }
    if (ofFirst.size === 0 || ofFirst.size === raffleIds.length)
      throw new Error('One process answers all purchases.');
    return ofFirst;
  }

  /** Buys in all raffles at once. Purchases in unaffected ones must succeed the first time. */
  async repeatUntilSold({ unaffected = [] as readonly string[] } = {}): Promise<RepeatedPurchases> {
    const startedAt = performance.now();
    const tries = await Promise.all(
      raffleIds.map(async (id) => {
        const key = crypto.randomUUID();
        for (let count = 1; ; count += 1) {
          const reply = await this.#buyer.buy(id, 1, key);
          if (![502, 503, 504].includes(reply.status) || unaffected.includes(id))
            requireStatus(reply, 201);
          if (reply.status === 201) return (this.#count(id), count);
          await delay(200);
        }
      }),
    );
    const repeated = tries.reduce((sum, count) => sum + count - 1, 0);
    return { repeated, longestMs: Math.round(performance.now() - startedAt) };
  }

  /** Waits until a process answers the purchases of its raffles again. */
  async waitUntilBack(process: ServiceProcess, raffles: ReadonlySet<string>): Promise<void> {
    const [id = ''] = raffles;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const before = await countPosts(process);
      await this.buy(id);
      if ((await countPosts(process)) > before) return;
      await delay(1_000);
    }
    throw new Error(`Purchases of ${id} do not go to their process again.`);
  }

  async requireExact(): Promise<void> {
    for (const [id, expected] of this.#sold) {
      const reply = await fetch(`${this.#publicUrl}/api/raffles/${id}`);
      const { sold }: { sold: number } = JSON.parse(await reply.text());
      if (sold !== expected) throw new Error(`${sold} tickets of ${id} are sold, not ${expected}.`);
    }
  }

  #count(id: string): number {
    const sold = (this.#sold.get(id) ?? 0) + 1;
    this.#sold.set(id, sold);
    return sold;
  }
}

/** Opens live streams until each process has one, and requires that all show a purchase. */
async function checkStreams(sales: Sales, processes: readonly ServiceProcess[]): Promise<void> {
  const [id = ''] = raffleIds;
  const streams: LiveReader[] = [];
  const countReaders = () =>
    Promise.all(processes.map((process) => process.measure('raffle_stream_readers')));
  while ((await countReaders()).includes(0)) {
    if (streams.length === 40) throw new Error('One process has all live streams.');
    streams.push(await LiveReader.open(sales.publicUrl, id));
  }
  const sold = await sales.buy(id);
  for (const stream of streams) {
    await stream.waitFor(`"sold":${sold}`);
    await stream.close();
  }
}

function countPosts(process: ServiceProcess): Promise<number> {
  return process.measure('raffle_http_replies_total', 'method="POST"');
}
