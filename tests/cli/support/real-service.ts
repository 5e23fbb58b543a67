import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { RaffleView } from '#contract/raffles.ts';
import { startTestService, temporaryFolder, type TestService } from '../../support/service.ts';
import { runCli, type CliResult } from './run-cli.ts';

export interface ServiceWithCli {
  readonly service: TestService;
  /** The folder in which command lines run. */
  readonly cwd: string;
  /**
   * Runs a command line with the operator's key. Words are separated by spaces, quoted with `'`.
   *
   * @param answers What is typed on a terminal; without it there is no terminal.
   */
  raffle(line: string, answers?: readonly string[]): Promise<CliResult>;
  view(id: string): Promise<RaffleView>;
}

/** Starts a real service and runs command lines against it. */
export async function startWithCli(t: ExecutionContext): Promise<ServiceWithCli> {
  const service = await startTestService(t);
  const cwd = temporaryFolder(t);
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem') };
  return {
    service,
    cwd,
    raffle: (line, answers) =>
      runCli(splitLine(line), { env, cwd, ...(answers === undefined ? {} : { answers }) }),
    view: async (id) =>
      (await (await fetch(`${service.url}/api/raffles/${id}`)).json()) as RaffleView,
  };
}

export function splitLine(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}
