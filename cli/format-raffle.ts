import { winningNumbers, type Amendment, type RaffleView } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import type { Witnessing } from '#contract/witnessing.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import type { Context } from './context.ts';
import { describeRule, describeRuleName } from './describe-changes.ts';
import { formatMoney } from '#contract/money.ts';
import type { Row } from './output.ts';

/** Shown wherever a rehearsal could be mistaken for a real raffle. */
export const rehearsalNote = 'This is a rehearsal: nothing in it is real.';

/** Prints everything about one raffle, and the sums that only operators may see. */
export function printRaffle(
  { output }: Context,
  view: RaffleView,
  { summary, witnessing }: { readonly summary?: Summary; readonly witnessing?: Witnessing } = {},
): void {
  if (output.isJson) return output.printJson(view);
  const { notice = {} } = view;
  const { price } = notice;
  output.printRecord({
    id: view.id,
    title: view.title,
    kind: raffleKind(view),
    status: view.status,
    sold: view.sold,
    remaining: view.remaining,
    capacity: view.capacity,
    perPersonLimit: view.perPersonLimit,
    price: price === undefined ? undefined : formatMoney(price, 'en'),
    prizes: view.prizes.map(describePrize).join('; '),
    reserves: view.reserves,
    onePrizePerPerson: view.onePrizePerPerson === true ? 'yes' : undefined,
    organiser: notice.organiser,
    contact: notice.contact,
    purpose: notice.purpose,
    payment: notice.payment,
    place: notice.place,
    drawAnnouncedFor: notice.drawAt,
    licence: notice.licence,
    changedSinceFirstSale: view.amendments?.map(describeAmendment).join('; '),
    openedAt: view.openedAt,
    opensAt: view.opensAt,
    closesAt: view.closesAt,
    claimBy: view.claimBy,
    closedAt: view.status === 'closed' || view.status === 'drawn' ? view.closedAt : undefined,
    drawnAt: view.status === 'drawn' ? view.drawnAt : undefined,
    cancelledAt: view.status === 'cancelled' ? view.cancelledAt : undefined,
    cancelReason: view.status === 'cancelled' ? view.cancelReason : undefined,
    randomness: view.randomness,
    beacon: describeBeacon(view),
    winner: winningNumber(view),
    ...(witnessing === undefined ? {} : toWitnessRow(witnessing)),
    version: view.version,
    ...(summary === undefined ? {} : toSummaryRow(summary)),
  });
}

/** The witnesses that cosigned the log; they are chosen by the organiser. */
function toWitnessRow({ witnesses, closing }: Witnessing): Row {
  const names = witnesses.filter(({ newest }) => newest !== undefined).map(({ name }) => name);
  return {
    cosignedBy: names.length === 0 ? undefined : `${names.join(', ')} (chosen by the organiser)`,
    closingWitnessed: closing?.state?.replaceAll('-', ' '),
  };
}

function toSummaryRow({
  paid,
  due,
  income,
  desk,
  web,
  voided,
  voidedPaid,
  mail,
  alarms,
}: Summary): Row {
  const { currency } = income ?? {};
  const toMoney = (amount = 0) =>
    currency === undefined ? undefined : formatMoney({ amount, currency }, 'en');
  return {
    paid,
    due,
    income: toMoney(income?.amount),
    incomeDue: toMoney(income?.due),
    soldAtDesk: desk,
    soldOnline: web,
    voided: Object.values(voided).reduce((sum, count) => sum + count, 0),
    voidedAfterPayment: voidedPaid,
    mailsWaiting: mail?.queued,
    mailsSent: mail?.sent,
    mailsFailed: mail?.failed,
    oldestMailQueuedAt: mail?.oldestQueuedAt,
    witnessAlarms: alarms
      ?.map(({ witness }) => `${witness} claims to have seen another history`)
      .join('; '),
  };
}

/** For example `title (was: Spring fare)`. */
function describeAmendment({ rule, before }: Amendment): string {
  return `${describeRuleName(rule)} (was: ${oneLine(describeRule(rule, before))})`;
}

/** Text of several lines as one cell. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** A prize, and after the draw the ticket that holds it. */
function describePrize(prize: RaffleView['prizes'][number]): string {
  if (!('state' in prize)) return prize.title;
  const held = `${prize.title}: ${prize.state === 'unawarded' ? 'not awarded' : `ticket ${prize.ticketNumber}`}`;
  return prize.state === 'claimed' ? `${held}, claimed` : held;
}

/** The number of the winning ticket, if the raffle is drawn. */
export function winningNumber(view: RaffleView): number | undefined {
  return view.status === 'drawn' ? view.winner?.ticketNumber : undefined;
}

export function raffleKind({ rehearsal }: Pick<RaffleView, 'rehearsal'>): 'raffle' | 'rehearsal' {
  return rehearsal === true ? 'rehearsal' : 'raffle';
}

/** The status of a raffle in one line. */
export function describeRaffle(view: RaffleView): string {
  return `${view.rehearsal === true ? 'Rehearsal. ' : ''}${describeStatus(view)}`;
}

function describeStatus(view: RaffleView): string {
  const { sold, capacity, remaining } = view;
  if (view.status === 'announced') return `Announced: sales begin at ${view.opensAt}.`;
  if (view.status === 'cancelled') return `Cancelled: ${view.cancelReason}`;
  if (view.status === 'drawn') return describeWinners(winningNumbers(view));
  if (view.status === 'closed') {
    return `Closed with ${sold} of ${capacity} sold. Waiting for the draw.`;
  }
  return remaining === 0
    ? `Sold out: ${sold} of ${capacity} sold.`
    : `Open: ${sold} of ${capacity} sold, ${remaining} left.`;
}

function describeWinners(winners: readonly number[]): string {
  if (winners.length === 0) return 'Drawn: no ticket holds a prize.';
  return winners.length === 1
    ? `Drawn: ticket ${winners.join()} wins.`
    : `Drawn: tickets ${winners.join(', ')} win.`;
}

/** The beacon that decides a sealed draw. Only drand quicknet is the public one. */
function describeBeacon({ chainHash }: RaffleView): string | undefined {
  if (chainHash === undefined) return undefined;
  return chainHash === publicChainHash
    ? 'drand quicknet, the public beacon'
    : `${chainHash}, the operator’s own chain, not the public beacon`;
}
