import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { NoOpReply } from './servers/no-op.ts';
import type { Benchmark } from './support/figure.ts';
import { connections, measureLoad, sendAll } from './support/load.ts';
import { cpuOf, rateOf, Rounds } from './support/rounds.ts';
import { startPeer } from './support/server-process.ts';

const rounds = 7;
const seconds = 2;
const warmUpRequests = 20_000;
const path = '/no-op';
const reply: NoOpReply = {
  method: 'get',
  path,
  status: 200,
  body: { text: 'x'.repeat(1_000) },
  paddingBytes: 500,
  sockets: 'express',
};

/**
 * The CPU time of an Express no-op under this load generator, divided by that under wrk, which is
 * written in C. It shows whether the generator makes requests look dearer or cheaper than they are.
 */
export const generatorCheck: Benchmark = async () => {
  const name = 'CPU of a no-op under this load / under wrk';
  const server = await startPeer('no-op.ts', [JSON.stringify(reply)]);
  const send = (count: number) => {
    const requests = Array.from({ length: count }, () => ({ method: 'GET', path }));
    return sendAll(server, requests, reply.status);
  };
  await send(warmUpRequests);
  const { perSecond } = await send(warmUpRequests);
  const found = new Rounds<'own' | 'wrk'>();
  try {
    await found.measure(rounds, {
      own: () => send(Math.round(seconds * perSecond)),
      wrk: () => measureLoad(server, () => runWrk(server.url + path)),
    });
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'ENOENT') throw cause;
    return [{ name, found: 'skipped', spread: '', note: 'wrk is not installed' }];
  } finally {
    await server.stop();
  }
  const cpu = (side: 'own' | 'wrk') => `${found.median(side, cpuOf).toFixed(1)} µs`;
  return [
    {
      name,
      ...found.ratios('own', 'wrk', cpuOf).toFigure(),
      note: `CPU ${cpu('own')} / ${cpu('wrk')}; rate ${found.ratios('own', 'wrk', rateOf).describe()}; ${found.extent}`,
    },
  ];
};

/** A load by wrk, which opens its connections while the clock runs. */
async function runWrk(url: string) {
  const child = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part));
  await once(child, 'close');
  const [, count, time] = /(\d+) requests in ([\d.]+)s/.exec(text) ?? [];
  if (count === undefined || text.includes('Non-2xx')) throw new Error(`wrk found:\n${text}`);
  return { count: Number(count), seconds: Number(time) };
}
