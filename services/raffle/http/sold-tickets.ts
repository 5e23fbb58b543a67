import type { Response } from 'express';
import type { SoldTickets } from '#contract/schemas.ts';
import type { TicketSold } from '../domain/entries.ts';
import type { Pool } from '../domain/pool.ts';
import type { OpenedRaffle } from '../domain/raffle.ts';
import { madeUpAccount } from '../domain/rehearsal.ts';
import { entriesPerPiece, sendInPieces } from './send-in-pieces.ts';
import { markRehearsal } from './views.ts';

/** Gives the address of an account, if there is one. */
type FindEmail = (account: string) => string | undefined;

/** Sends what operators see of the tickets, `SoldTickets`. */
export async function sendSoldTickets(
  response: Response,
  raffle: OpenedRaffle,
  findEmail: FindEmail,
): Promise<void> {
  response.type('application/json');
  await sendInPieces(response, writeTickets(raffle, findEmail));
}

function* writeTickets({ opened, pool }: OpenedRaffle, findEmail: FindEmail): Generator<string> {
  const tail = JSON.stringify({ tickets: [], ...markRehearsal(opened) } satisfies SoldTickets);
  yield '{"tickets":[';
  for (let start = 0; start < pool.size; start += entriesPerPiece) {
    const end = Math.min(start + entriesPerPiece, pool.size);
    const lines = Array.from({ length: end - start }, (_, offset) =>
      JSON.stringify(viewSoldTicket(pool, pool.at(start + offset)!, findEmail)),
    );
    yield (start === 0 ? '' : ',') + lines.join(',');
  }
  yield tail.slice('{"tickets":['.length);
}

function viewSoldTicket(
  pool: Pool,
  { number, holder, account, at }: TicketSold,
  findEmail: FindEmail,
): SoldTickets['tickets'][number] {
  const email = account === madeUpAccount ? madeUpEmail(pool, holder) : findEmail(account);
  return { number, holder, email: email ?? '', purchasedAt: at };
}

/** Somebody made up is called after their first ticket. No mail can reach them (RFC 2606). */
function madeUpEmail(pool: Pool, holder: string): string {
  return `participant-${pool.of(holder)[0]!.number}@rehearsal.invalid`;
}
