import { createServer } from 'node:net';
import { fault, ok, type Check } from './finding.ts';

const replyMsMax = 5_000;

/** Checks that the service can listen on its port, or that a raffle service does so now. */
export const checkPort: Check = {
  name: 'port',
  run: async ({ host, port }) => {
    if (port === 0) return [];
    const code = await tryToListen(host, port);
    if (code === undefined) return [ok(`${host}:${port} is free.`)];
    if (code !== 'EADDRINUSE') {
      return [
        fault(`${host}:${port} cannot be opened (${code}). Correct RAFFLE_HOST or RAFFLE_PORT.`),
      ];
    }
    if (await isRaffleService(host, port)) return [ok(`A raffle service runs on ${host}:${port}.`)];
    return [
      fault(`Another program listens on ${host}:${port}. Stop it, or set another RAFFLE_PORT.`),
    ];
  },
};

/** @returns The system's code if the port cannot be opened. */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'no code'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isRaffleService(host: string, port: number): Promise<boolean> {
  const address = host.includes(':') ? `[${host}]` : host;
  try {
    const reply = await fetch(`http://${address}:${port}/livez`, {
      signal: AbortSignal.timeout(replyMsMax),
    });
    return (await reply.text()) === '{"status":"alive"}';
  } catch {
    return false;
  }
}
