import { readdirSync, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogKeyring } from '../../services/raffle/identity/log-keyring.ts';
import { readSecret } from '../../services/raffle/identity/secret.ts';
import { moveToDatabase } from '../../services/raffle/stores/move/move.ts';
import { Database } from '../../services/raffle/stores/postgres/database.ts';
import { PostgresRaffleStore } from '../../services/raffle/stores/postgres/raffle-store.ts';
import { runSql } from '../../tests/support/postgres.ts';
import { PostgresServer } from '../../tests/support/postgres-server.ts';
import { connections } from './load.ts';

/** `f_type` of a file system in memory. @see Linux, man 2 statfs: TMPFS_MAGIC */
const inMemory = 0x01021994;
/** Of `/proc/<pid>/stat`. Linux counts CPU time for programs in hundredths of a second. */
const tickMs = 10;

/** Durable, and otherwise as PostgreSQL is delivered. */
const settings = {
  fsync: 'on',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  autovacuum: 'on',
};

/** A PostgreSQL server with the raffles of a data folder. It flushes each commit to disk. */
export class BenchDatabase {
  readonly #server: PostgresServer;
  readonly #folder: string;
  readonly #sold = new Map<string, { readonly tickets: number; readonly checkpoints: number }>();

  private constructor(server: PostgresServer, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  /** @throws {Error} The system's temporary folder is in memory, where a flush costs nothing. */
  static async start(folder: string): Promise<BenchDatabase> {
    if (statfsSync(tmpdir()).type === inMemory) {
      throw new Error(`${tmpdir()} is in memory. Set TMPDIR to a folder on a disk.`);
    }
    const server = await PostgresServer.start({ settings });
    const database = new BenchDatabase(server, folder);
    await moveToDatabase(folder, server.url(), database.#signer);
    return database;
  }

  /** What a service needs to use it, besides a data folder of its own. */
  get environment(): Readonly<Record<string, string>> {
    return { DATABASE_URL: this.#server.url(), RAFFLE_SECRET_FILE: join(this.#folder, 'secret') };
  }

  /** CPU time of the server's processes, also of those that have ended, in milliseconds. */
  cpuMs(): number {
    const [postmaster] = readFileSync(
      join(this.#server.folder, 'data', 'postmaster.pid'),
      'utf8',
    ).split('\n');
    const stats = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(readStat);
    return stats
      .filter((stat) => stat?.parent === postmaster || stat?.pid === postmaster)
      .reduce((sum, stat) => sum + stat!.cpuMs, 0);
  }

  /**
   * Requires that exactly all confirmed tickets are sold, each number once.
   *
   * @param count Tickets of each raffle that were confirmed since the last call.
   * @returns Number of transactions that sold them.
   */
  async requireSold(raffles: readonly string[], count: number): Promise<number> {
    let transactions = 0;
    for (const raffle of raffles) {
      const before = this.#sold.get(raffle) ?? { tickets: 0, checkpoints: 1 };
      const tickets = before.tickets + count;
      const [found] = await runSql<Counts>(this.#server.url(), countStatement, [raffle]);
      const { size, sales, valid, checkpoints } = found!;
      if (size !== tickets + 1 || sales !== tickets || valid !== tickets) {
        throw new Error(
          `${tickets} tickets of ${raffle} were confirmed: ${JSON.stringify(found)}.`,
        );
      }
      this.#sold.set(raffle, { tickets, checkpoints });
      transactions += checkpoints - before.checkpoints;
    }
    return transactions;
  }

  /** Reads every log against its checkpoints, requires the flushes, and deletes the server. */
  async finish(): Promise<void> {
    const database = Database.open(this.#server.url(), { waitMsMax: 10_000 });
    const store = await PostgresRaffleStore.start({ database, signer: this.#signer });
    let sold = 0;
    for (const [raffle, { tickets }] of this.#sold) {
      const found = await store.find(raffle);
      if (found?.pool.size !== tickets) throw new Error(`${raffle} has not ${tickets} sales.`);
      sold += tickets;
    }
    await store.stop();
    await database.close();
    const [{ flushes } = { flushes: 0 }] = await runSql<{ flushes: number }>(
      this.#server.url(),
      `SELECT sum(fsyncs)::integer AS flushes FROM pg_stat_io WHERE object = 'wal'`,
    );
    // One flush confirms at most one purchase of each connection.
    if (flushes < sold / connections) {
      throw new Error(`${sold} purchases were confirmed with ${flushes} flushes to disk.`);
    }
    await this.#server.remove();
  }

  get #signer(): LogKeyring {
    return new LogKeyring(readSecret(join(this.#folder, 'secret')));
  }
}

interface Counts {
  readonly size: number;
  readonly sales: number;
  readonly valid: number;
  readonly checkpoints: number;
}

const countStatement = `SELECT size,
  (SELECT count(DISTINCT public::json->>'number')::integer FROM raffle.entries
    WHERE raffle = id AND type = 'ticket-sold') AS sales,
  (SELECT count(*)::integer FROM raffle.valid_tickets WHERE raffle = id) AS valid,
  (SELECT count(*)::integer FROM raffle.checkpoints WHERE raffle = id) AS checkpoints
  FROM raffle.raffles WHERE id = $1`;

/** Undefined if the process has ended. @see Linux, man 5 proc_pid_stat */
function readStat(pid: string) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, can contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // In user and system mode, of the process and of its ended children.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: fields[1], cpuMs: ticks * tickMs };
  } catch {
    return undefined;
  }
}
