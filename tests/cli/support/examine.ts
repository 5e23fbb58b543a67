import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Finding } from '../../../services/raffle/doctor/finding.ts';
import { drandEnvironment, makeChain, startRelay } from '../../support/beacon-chain.ts';
import { temporaryFolder } from '../../support/service.ts';
import { runCli } from './run-cli.ts';

/** Runs `raffle doctor` with a relay that has the right time, unless the environment names others. */
export async function examine(t: ExecutionContext, environment: Record<string, string>) {
  const chain = makeChain();
  const relay = drandEnvironment(t, chain, [await startRelay(t, chain)]);
  const env = {
    RAFFLE_DATA_DIR: join(temporaryFolder(t), 'data'),
    RAFFLE_PORT: '0',
    ...relay,
    ...environment,
  };
  const { exitCode, stdout, stderr } = await runCli(['doctor', '--json'], { env });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  const of = (name: string) => findings.filter(({ check }) => check === name);
  const levels = (name: string) => of(name).map(({ level }) => level);
  return { exitCode, stdout, stderr, findings, of, levels };
}

/** A port that no program has. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
