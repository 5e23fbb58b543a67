import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresServer } from '../tests/support/postgres-server.ts';
import { ownNames } from './try/certificate.ts';
import { checkPages } from './try/check-pages.ts';
import { checkProcesses } from './try/check-processes.ts';
import { checkService } from './try/check-service.ts';
import { ProxiedService, type ServiceProcess } from './try/proxied-service.ts';
import type { ProxyName } from './try/proxies.ts';

/**
 * Runs the service behind nginx and Caddy with the configurations of packaging/, over https with a
 * certificate made for this, and uses it: one process with a data folder, then two over PostgreSQL.
 * `npm run try-proxies` tries all, `npm run try-proxies -- caddy two` one. Needs Linux, openssl, nginx
 * and Caddy.
 */
const words = process.argv.slice(2);
const isWanted = (...all: string[]) => words.every((word) => all.includes(word));
const folder = mkdtempSync(join(tmpdir(), 'raffle-proxies-'));

async function tryOneProcess(proxy: ProxyName): Promise<void> {
  const service = await ProxiedService.prepare({ folder, proxy });
  try {
    const [process] = service.processes;
    if (process === undefined) throw new Error('There is no process.');
    await requireProxyIsFine(service);
    await process.start();
    await requireProxyIsFine(service);
    await checkService(service);
    await checkPages(service);
    const restart = await countDuringRestart(service, process);
    console.log(
      `${proxy}: doctor, sign-in, purchase, live stream, receipt, draw, admin app and embedding work.`,
    );
    console.log(`  Requests during a restart of the service: ${JSON.stringify(restart)}.`);
    if (proxy === 'caddy' && restart.failed > 0)
      throw new Error('Caddy did not wait for the service.');
  } finally {
    await service.stop();
  }
}

async function tryTwoProcesses(proxy: ProxyName): Promise<void> {
  const database = await PostgresServer.start();
  try {
    const service = await ProxiedService.prepare({ folder, proxy, databaseUrl: database.url() });
    try {
      for (const process of service.processes) await process.start();
      await checkService(service);
      const { hung, killed } = await checkProcesses(service);
      console.log(
        `${proxy}: with two processes, purchases of each raffle go to one, and both stream them.`,
      );
      console.log(`  Purchases while one hung: ${JSON.stringify(hung)}.`);
      console.log(`  Purchases while one was killed: ${JSON.stringify(killed)}.`);
    } finally {
      await service.stop();
    }
  } finally {
    await database.remove();
  }
}

/** `raffle doctor` sends a forged X-Forwarded-For while the service is stopped. */
async function requireProxyIsFine({ raffle }: ProxiedService): Promise<void> {
  const stdout = await raffle('doctor', '--json').catch(
    (error: { stdout: string }) => error.stdout,
  );
  const { findings }: { findings: { check: string; level: string }[] } = JSON.parse(stdout);
  const found = findings.filter(({ check }) => check === 'proxy');
  if (found.length === 0 || found.some(({ level }) => level !== 'ok')) {
    throw new Error(`doctor: ${JSON.stringify(found)}`);
  }
}

/** Asks for an address again and again while the service restarts. */
async function countDuringRestart({ publicUrl }: ProxiedService, process: ServiceProcess) {
  const counts = { answered: 0, failed: 0, longestMs: 0 };
  const signal = { isDone: false };
  const reader = async () => {
    while (!signal.isDone) {
      const startedAt = performance.now();
      const status = await fetch(`${publicUrl}/api/raffles/spring`).then(
        async (reply) => (await reply.text(), reply.status),
        () => 0,
      );
      counts[status === 200 ? 'answered' : 'failed'] += 1;
      counts.longestMs = Math.max(counts.longestMs, Math.round(performance.now() - startedAt));
    }
  };
  const readers = Array.from({ length: 8 }, reader);
  await process.stop();
  await process.start();
  signal.isDone = true;
  await Promise.all(readers);
  return counts;
}

try {
  ownNames(folder);
  for (const proxy of ['nginx', 'caddy'] as const) {
    if (isWanted(proxy, 'one')) await tryOneProcess(proxy);
    if (isWanted(proxy, 'two')) await tryTwoProcesses(proxy);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
