import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase } from './postgres.ts';
import { spawnService, type SpawnedService } from './spawned-service.ts';
import { temporaryFolder, type Teardown } from './temporary-folder.ts';

export interface ServiceProcess extends Pick<SpawnedService, 'end' | 'ended'> {
  /** Its own address. The public URL is that of the first process. */
  readonly url: string;
}

export interface ServiceProcesses {
  readonly databaseUrl: string;
  /** Holds the development operator's key, which all processes accept. */
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly processes: readonly ServiceProcess[];
}

/**
 * Starts processes of the service over one database, as behind a proxy that spreads requests. The first
 * one does the scheduled work.
 */
export async function startProcesses(
  t: Teardown,
  count: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServiceProcesses> {
  const databaseUrl = await createTestDatabase(t);
  const dataDir = temporaryFolder(t);
  const secretFile = join(dataDir, 'shared-secret');
  writeFileSync(secretFile, randomBytes(32), { mode: 0o600 });
  const ports = await Promise.all(Array.from({ length: count }, findFreePort));
  const publicUrl = `http://localhost:${ports[0]}`;
  const start = async (port: number): Promise<ServiceProcess> => {
    const { end, ended } = await spawnService(t, {
      dataDir,
      environment: {
        DATABASE_URL: databaseUrl,
        RAFFLE_SECRET_FILE: secretFile,
        RAFFLE_PUBLIC_URL: publicUrl,
        RAFFLE_PORT: String(port),
        LOG_LEVEL: 'warn',
        ...environment,
      },
    });
    return { url: `http://localhost:${port}`, end, ended };
  };
  const [first = 0, ...others] = ports;
  const leader = await start(first);
  const processes = [leader, ...(await Promise.all(others.map(start)))];
  return { databaseUrl, dataDir, publicUrl, processes };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
