import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { installPostgres, postgresUser } from './postgres-programs.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const settings = {
  // The tests end processes, not the machine.
  fsync: 'off',
  listen_addresses: '',
  shared_buffers: '16MB',
  max_connections: '400',
  max_wal_size: '128MB',
  autovacuum: 'off',
  logging_collector: 'off',
  log_min_messages: 'fatal',
};

/** A busy machine needs some seconds. */
const startMsMax = 60_000;

export interface ServerOptions {
  /** Settings as in `postgresql.conf`, besides those of every test server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A data folder to begin with, made by `pg_basebackup` or another server. Default: an empty cluster. */
  readonly from?: string;
}

/**
 * A PostgreSQL server of its own, which listens on a socket in a temporary folder. It ends with this
 * process, however that ends, and its folder goes with it.
 */
export class PostgresServer {
  readonly folder: string;
  readonly #options: ServerOptions;
  #shell: ChildProcess | undefined;
  /** What the server has written about its failures. */
  #errors = '';
  #hasEnded = false;

  private constructor(folder: string, options: ServerOptions) {
    this.folder = folder;
    this.#options = options;
  }

  static async start(options: ServerOptions = {}): Promise<PostgresServer> {
    const { cluster } = await installPostgres();
    const folder = makeTemporaryFolder('raffle-postgres-server-');
    chmodSync(folder, 0o755);
    const data = join(folder, 'data');
    cpSync(options.from ?? cluster, data, { recursive: true });
    giveAway(folder);
    chmodSync(data, 0o700);
    const server = new PostgresServer(folder, options);
    await server.start();
    return server;
  }

  /** The address of a database. */
  url(database = 'postgres'): string {
    return `postgres://raffle@localhost/${database}?host=${encodeURIComponent(this.folder)}`;
  }

  /** Starts the server again after `stop`, and waits until it answers. */
  async start(): Promise<void> {
    const program = join((await installPostgres()).programs, 'postgres');
    const flags = Object.entries({ ...settings, ...this.#options.settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    );
    // The shell reads its input, which ends when this process ends, and then ends the server.
    // Its errors end with the server.
    const script = `"$@" & server=$!; exec 2>/dev/null
      if read -r signal; then kill -s "$signal" $server; wait $server
      else kill -s QUIT $server; wait $server; rm -rf '${this.folder}'; fi`;
    const data = join(this.folder, 'data');
    const args = ['-c', script, 'sh', program, '-D', data, '-k', this.folder, ...flags];
    const shell = spawn('sh', args, {
      ...postgresUser,
      stdio: ['pipe', 'ignore', 'pipe'],
      cwd: this.folder,
    });
    this.#shell = shell;
    shell.unref();
    unrefStream(shell.stdin);
    unrefStream(shell.stderr);
    this.#errors = '';
    this.#hasEnded = false;
    shell.stderr?.on('end', () => (this.#hasEnded = true));
    shell.stderr?.on('data', (text) => (this.#errors = `${this.#errors}${text}`.slice(-2_000)));
    await this.#untilReady();
  }

  /** The process that takes connections. */
  get pid(): number {
    return Number.parseInt(readFileSync(join(this.folder, 'data', 'postmaster.pid'), 'utf8'), 10);
  }

  /** Ends the server. `immediate`: as a crash, without a checkpoint. */
  async stop(mode: 'fast' | 'immediate' = 'immediate'): Promise<void> {
    const shell = this.#shell;
    if (shell === undefined) return;
    this.#shell = undefined;
    shell.ref();
    const ended = new Promise((resolve) => shell.once('close', resolve));
    shell.stdin?.end(mode === 'fast' ? 'INT\n' : 'QUIT\n');
    await ended;
  }

  /** Ends the server and deletes its folder. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #untilReady(): Promise<void> {
    const startedAt = performance.now();
    for (;;) {
      const client = new pg.Client({ connectionString: this.url() });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch (cause) {
        if (this.#hasEnded || performance.now() > startedAt + startMsMax) {
          throw new Error(`PostgreSQL does not answer. ${this.#errors}`, { cause });
        }
        await delay(20);
      }
    }
  }
}

/** Gives a folder to the server's user. */
function giveAway(folder: string): void {
  const { uid, gid } = postgresUser;
  if (uid === undefined || gid === undefined) return;
  chownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true })) {
    chownSync(join(folder, String(name)), uid, gid);
  }
}

/** Lets the process end while the stream is open. */
function unrefStream(stream: Readable | Writable | null): void {
  if (stream !== null && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
}
