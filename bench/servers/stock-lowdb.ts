import type { AddressInfo } from 'node:net';
import AsyncLock from 'async-lock';
import express from 'express';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';

interface Ticket {
  readonly number: number;
  readonly holder: string;
  readonly key: string;
  readonly at: string;
}

interface Raffle {
  readonly capacity: number;
  readonly perPersonLimit: number;
  readonly tickets: Ticket[];
}

/**
 * Sells tickets with lowdb as in its README: the whole file is rewritten for each purchase, one at a
 * time under async-lock. The cookie is the holder, without any check.
 */
const db = new Low<Raffle>(new JSONFile(process.argv[2]!), {
  capacity: 0,
  perPersonLimit: 0,
  tickets: [],
});
await db.read();
const { capacity, perPersonLimit, tickets } = db.data;
const lock = new AsyncLock({ maxPending: Infinity });
const app = express();

app.use(express.json());
app.post('/api/raffles/:id/tickets', async (request, response) => {
  const holder = request.get('cookie')!;
  const key = request.get('idempotency-key')!;
  const ticket = await lock.acquire('raffle', () => sell(holder, key));
  if (ticket === undefined) response.status(409).json({ title: 'Refused' });
  else response.status(201).json({ tickets: [ticket], capacity, sold: ticket.number });
});

async function sell(holder: string, key: string): Promise<Ticket | undefined> {
  const held = tickets.filter((ticket) => ticket.holder === holder).length;
  if (tickets.length >= capacity || held >= perPersonLimit) return undefined;
  const ticket = { number: tickets.length + 1, holder, key, at: new Date().toISOString() };
  tickets.push(ticket);
  await db.write();
  return ticket;
}

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit());
