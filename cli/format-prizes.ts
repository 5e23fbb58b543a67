import type { DrawRecord } from '#contract/draws.ts';
import type { ClosingWitnessed } from '#contract/witnessing.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import type { Context } from './context.ts';
import { raffleKind, rehearsalNote } from './format-raffle.ts';

/** What is known of the buyers of winning tickets, by the log index of the sale. */
export type Contacts = ReadonlyMap<number, SoldTicket>;

const prizeColumns = ['prize', 'state', 'ticketNumber', 'holder', 'title'];
const contactColumns = ['prize', 'state', 'ticketNumber', 'email', 'name', 'phone', 'title'];
const drawColumns = [
  'raffle',
  'ticketNumber',
  'holder',
  'index',
  'ticketCount',
  'randomness',
  'drawnAt',
  'kind',
  'prize',
  'state',
  'title',
];

/** Prints the prizes before the draw. */
export function printAnnouncedPrizes({ output }: Context, { id, prizes }: RaffleView): void {
  if (output.isJson) return output.printJson({ raffle: id, prizes });
  const rows = prizes.map(({ title }, index) => ({ prize: index + 1, state: 'not drawn', title }));
  output.printRows(rows, prizeColumns);
}

/** Prints the prizes of a draw, the tickets that hold them now, and what was forfeited. */
export function printPrizes(context: Context, draw: DrawRecord, contacts?: Contacts): void {
  const { output } = context;
  const rows = toRows(draw).map(({ sale, ...row }) => {
    const { email, name, phone } = contacts?.get(sale ?? 0) ?? {};
    return { ...row, email, name, phone };
  });
  if (output.isJson) {
    return output.printJson(contacts === undefined ? draw : { ...draw, contacts: rows });
  }
  output.printRows(rows, contacts === undefined ? prizeColumns : contactColumns);
  printCourse(context, draw);
}

/** Prints the winners, and how far the draw can be verified. */
export function printDraw(context: Context, draw: DrawRecord): void {
  const { output, environment } = context;
  if (output.isJson) return output.printJson(draw);
  const { raffle, ticketCount, randomness, drawnAt, fairness, witnessed } = draw;
  const kind = raffleKind(draw);
  if (!environment.isOutputTerminal) {
    const facts = { raffle, ticketCount, randomness, drawnAt, kind };
    output.printRows(
      toRows(draw).map((row) => ({ ...facts, ...row })),
      drawColumns,
    );
    if (witnessed !== undefined) output.printStatus(witnessedTexts[witnessed]);
    return;
  }
  const [winner] = draw.winners;
  if (draw.winners.length > 1) {
    output.printRows(toRows(draw), prizeColumns);
    output.printLine(`Drawn from ${ticketCount} sold, at ${drawnAt}.`);
  } else if (winner === undefined || winner.state === 'unawarded') {
    output.printLine(`No ticket wins ${raffle}.`, 'bold');
  } else {
    output.printLine(`Ticket ${winner.ticketNumber} wins ${raffle}.`, 'bold');
    output.printLine(`Holder ${winner.holder}, one of ${ticketCount} sold, drawn at ${drawnAt}.`);
  }
  printCourse(context, draw);
  output.printStatus(fairness);
  if (witnessed !== undefined) {
    output.printStatus(witnessedTexts[witnessed], witnessed === 'in-time' ? undefined : 'yellow');
  }
  if (kind === 'rehearsal') output.printStatus(rehearsalNote, 'yellow');
}

/** Whether the organiser's witnesses saw the sealed closing in time. */
const witnessedTexts: Readonly<Record<ClosingWitnessed, string>> = {
  waiting: 'The closing is not witnessed yet.',
  'in-time':
    'The organiser’s witnesses cosigned the closing before the beacon. To prove it with your own list of witnesses: raffle audit <raffle> --policy <file>.',
  'not-in-time':
    'The closing was not witnessed in time: the organiser’s witnesses did not cosign it before the beacon.',
};

/** One row per prize. `sale`: the log index of the ticket's sale; `index`: its place in the pool. */
function toRows({ winners, order }: DrawRecord) {
  return winners.map((winner) => {
    const { prize, state, title } = winner;
    if (winner.state === 'unawarded') return { prize, state, title };
    const { ticketNumber, holder } = winner;
    const drawn = order.find((each) => each.ticketNumber === ticketNumber);
    return { prize, state, ticketNumber, holder, title, index: drawn?.index, sale: drawn?.sale };
  });
}

/** Says on stderr what was forfeited, and which drawn tickets are in reserve. */
function printCourse({ output }: Context, { order, winners, forfeits }: DrawRecord): void {
  for (const { prize, ticketNumber, reason, at } of forfeits) {
    output.printStatus(`Ticket ${ticketNumber} forfeited prize ${prize} (${reason}) at ${at}.`);
  }
  const used = new Set([
    ...winners.map((winner) => (winner.state === 'unawarded' ? undefined : winner.ticketNumber)),
    ...forfeits.map(({ ticketNumber }) => ticketNumber),
  ]);
  const left = order.map(({ ticketNumber }) => ticketNumber).filter((number) => !used.has(number));
  if (left.length > 0)
    output.printStatus(`Drawn and without a prize, in order: ${left.join(', ')}.`);
}
