import { assignPrizes, claimDeadline } from '#proof/assign-prizes.ts';
import type { DrawnTicket, PrizeForfeited } from '../domain/entries.ts';
import type { DrawnRaffle } from '../domain/raffle.ts';
import type { RaffleRules } from '../domain/rules.ts';
import { findHolders, findRecipient, type EntryMail, type Pause } from './mail-recipients.ts';
import { mailedRaffle } from './raffle-mails/mailed-rules.ts';
import type { RaffleMail } from './raffle-mails/raffle-mail.ts';

/** The mails about a draw: one for each recipient with a ticket in it. */
export async function findResultMails(raffle: DrawnRaffle, pause: Pause): Promise<EntryMail[]> {
  const { rules, drawn, pool } = raffle;
  const winning = assignPrizes(rules, drawn.order, []);
  const prizes = rules.prizes.map((prize, place) => ({ prize, ticket: winning[place] }));
  const reserves = findReserves(rules, drawn.order);
  const common = {
    kind: 'result',
    raffle: mailedRaffle(rules),
    winners: prizes.map(({ prize, ticket }) =>
      ticket === undefined ? { prize } : { prize, ticketNumber: ticket.ticketNumber },
    ),
    ...claimTime(rules, drawn.at),
  } as const;
  const holders = await findHolders(pool, pause);
  return holders.map(({ to, tickets }): EntryMail => {
    const own = new Set(tickets);
    const won = prizes.flatMap(({ prize, ticket }) =>
      ticket !== undefined && own.has(ticket.ticketNumber)
        ? [{ prize, ticketNumber: ticket.ticketNumber }]
        : [],
    );
    const content: RaffleMail = {
      ...common,
      tickets,
      won,
      reserves: reserves.filter((number) => own.has(number)),
    };
    return { to, content };
  });
}

/** The drawn tickets that get a prize if others are forfeited, in this order. */
function findReserves(rules: RaffleRules, order: readonly DrawnTicket[]): number[] {
  // With a prize for each, every ticket of the order that can ever win one gets one.
  const all = assignPrizes({ ...rules, prizes: order }, order, []);
  return all.slice(rules.prizes.length).flatMap((ticket) => ticket?.ticketNumber ?? []);
}

/** The mails about a forfeit: to the ticket that lost the prize, and to the one that got it. */
export function findForfeitMails(raffle: DrawnRaffle, entry: PrizeForfeited): EntryMail[] {
  const { rules, drawn, forfeits, pool } = raffle;
  const { prize, ticketNumber, reason, at } = entry;
  const place = forfeits.findIndex(
    (forfeit) => forfeit.prize === prize && forfeit.ticketNumber === ticketNumber,
  );
  const next = assignPrizes(rules, drawn.order, forfeits.slice(0, place + 1))[prize - 1];
  const title = rules.prizes[prize - 1] ?? '';
  const common = { raffle: mailedRaffle(rules), prize: title };
  const mailTo = (number: number, content: RaffleMail): EntryMail[] => {
    const sale = pool.find(number);
    const to = sale === undefined ? undefined : findRecipient(sale.ticket);
    return to === undefined ? [] : [{ to, content }];
  };
  const isPassedOn = next !== undefined;
  const loss: RaffleMail = { ...common, kind: 'forfeit', ticketNumber, reason, isPassedOn };
  const lost = mailTo(ticketNumber, loss);
  if (next === undefined) return lost;
  const promotion: RaffleMail = {
    ...common,
    kind: 'promotion',
    ticketNumber: next.ticketNumber,
    ...claimTime(rules, at),
  };
  return [...lost, ...mailTo(next.ticketNumber, promotion)];
}

/** Until when a ticket that got a prize at this time can claim it, if that was announced. */
function claimTime({ claimBy }: RaffleRules, heldSince: string): { readonly claimBy?: string } {
  return claimBy === undefined ? {} : { claimBy: claimDeadline(claimBy, heldSince) };
}
