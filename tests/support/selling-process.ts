import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Database } from '../../services/raffle/stores/postgres/database.ts';
import { PostgresRaffleStore } from '../../services/raffle/stores/postgres/raffle-store.ts';
import { buyTickets } from '../../services/raffle/domain/buy-tickets.ts';
import { springLog } from './log-key.ts';

/** A sale that a process has confirmed. */
export interface ConfirmedSale {
  readonly holder: string;
  readonly number: number;
}

/** Sells tickets of the raffle `spring`, one after the other, until it is to stop. */
export async function sellInTurn(
  store: PostgresRaffleStore,
  name: string,
  confirm: (sale: ConfirmedSale) => void,
  isOver: () => boolean = () => false,
): Promise<void> {
  for (let count = 0; !isOver(); count += 1) {
    const holder = `${name}-${count}`;
    try {
      const sale = { holder, account: `${holder}@`, key: crypto.randomUUID(), quantity: 1 };
      const { entries } = await store.change('spring', (raffle, _root, at) =>
        buyTickets({ type: 'BuyTickets', ...sale, at }, raffle),
      );
      confirm({ holder, number: entries[0]!.number });
    } catch {
      await delay(5);
    }
  }
}

const program = fileURLToPath(new URL(import.meta.url.split('?')[0]!));
const loader = new URL('typescript.js', import.meta.url.split('?')[0]).href;

/** A process of its own that sells until it is killed. */
export function startSelling(url: string, name: string) {
  const child = spawn(process.execPath, [`--import=${loader}`, program, url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const confirmed: ConfirmedSale[] = [];
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  createInterface({ input: child.stdout }).on('line', (line) => confirmed.push(JSON.parse(line)));
  return {
    confirmed,
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

if (process.argv[1] === program) {
  const [url = '', name = ''] = process.argv.slice(2);
  const signer = { sign: (_: string, text: Uint8Array) => springLog.signBytes(text) };
  const store = await PostgresRaffleStore.start({ database: Database.open(url), signer });
  const say = (sale: ConfirmedSale) => process.stdout.write(`${JSON.stringify(sale)}\n`);
  for (const seller of ['a', 'b', 'c', 'd']) void sellInTurn(store, `${name}${seller}`, say);
}
