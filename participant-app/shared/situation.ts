import { winningNumbers, type ClosedRaffleView, type DrawnRaffleView } from '#contract/raffles.ts';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import type { Live } from './live.ts';
import type { Messages } from './messages/en.ts';
import type { DrawDue, LostFacts } from './messages/situations-en.ts';
import { myNumbersOf, myTicketsOf, type Viewer } from './session.ts';

export type SituationKind =
  | 'connecting'
  | 'unknown-raffle'
  | 'deleted'
  | 'offline'
  | 'server-down'
  | 'announced'
  | 'open'
  | 'last-ticket'
  | 'at-cap'
  | 'signed-out'
  | 'sold-out'
  | 'closed'
  | 'drawing'
  | 'before-reveal'
  | 'drawn'
  | 'won'
  | 'lost'
  | 'no-ticket'
  | 'cancelled';

/** What the page says at the top: one sentence, and one next step. */
export interface Situation {
  readonly kind: SituationKind;
  readonly sentence: string;
  readonly next: string;
}

/** Describes the raffle's state to the viewer. */
export function describeSituation(
  { state, isOnline }: Pick<Live, 'state' | 'isOnline'>,
  viewer: Viewer,
  messages: Messages,
): Situation {
  switch (state.status) {
    case 'connecting':
      return isOnline
        ? { kind: 'connecting', ...messages.situations.connecting }
        : offline(messages);
    case 'unknown-raffle':
      return { kind: 'unknown-raffle', ...messages.situations.unknownRaffle };
    case 'deleted':
      return { kind: 'deleted', ...messages.situations.deleted };
    case 'unreachable':
      return isOnline
        ? { kind: 'server-down', ...messages.situations.serverDown }
        : offline(messages);
    case 'known':
      return describeRaffle(state, viewer, messages);
    default:
      return state satisfies never;
  }
}

function offline(messages: Messages): Situation {
  return { kind: 'offline', ...messages.situations.offline };
}

function describeRaffle(known: KnownRaffle, viewer: Viewer, messages: Messages): Situation {
  const { raffle } = known;
  const { situations } = messages;
  const numbers = myNumbersOf(viewer);
  if (known.drawing !== undefined) return { kind: 'before-reveal', ...situations.beforeReveal };
  if (raffle.status === 'drawn') return describeResult(raffle, viewer, messages);
  if (raffle.status === 'cancelled') {
    return { kind: 'cancelled', ...situations.cancelled(raffle.cancelReason) };
  }
  if (raffle.status === 'announced') {
    return { kind: 'announced', ...situations.announced(raffle.opensAt) };
  }
  if (raffle.status === 'closed')
    return {
      kind: 'closed',
      ...situations.closed({ numbers, due: drawDueOf(raffle, known) }),
    };
  if (raffle.remaining === 0) return { kind: 'sold-out', ...situations.soldOut(numbers) };
  const mine = myTicketsOf(viewer);
  if (mine?.allowance === 0) return { kind: 'at-cap', ...situations.atCap(numbers) };
  if (raffle.remaining === 1) return { kind: 'last-ticket', ...situations.lastTicket };
  if (viewer.status === 'signed-out') return { kind: 'signed-out', ...situations.signedOut };
  const buyable = mine?.allowance ?? raffle.perPersonLimit;
  return { kind: 'open', ...situations.open({ numbers, allowance: buyable }) };
}

/** The title of the prize of a raffle that was opened without prizes. */
const unnamedPrize = 'Prize';

/** A draw is late this many milliseconds after its time. */
const lateAfterMs = 60_000;

/**
 * When the draw of a closed raffle is due, and whether it is late by the service's clock: the
 * announced time, but not before a sealed draw can take place.
 */
export function drawDueOf(
  { seal, notice }: ClosedRaffleView,
  { confirmedAt, clockAheadMs }: Pick<KnownRaffle, 'confirmedAt' | 'clockAheadMs'>,
): DrawDue | undefined {
  const [at] = [notice?.drawAt, seal?.publishedAt]
    .filter((time) => time !== undefined)
    .toSorted((one, other) => Date.parse(other) - Date.parse(one));
  if (at === undefined) return undefined;
  return { at, isLate: confirmedAt + clockAheadMs > Date.parse(at) + lateAfterMs };
}

function describeResult(raffle: DrawnRaffleView, viewer: Viewer, messages: Messages): Situation {
  const { situations } = messages;
  const winners = winningNumbers(raffle);
  if (viewer.status !== 'signed-in') return { kind: 'drawn', ...situations.drawn(winners) };
  const mine = myTicketsOf(viewer);
  // The tickets may have been read before the draw. Wait for those read after it.
  if (mine === undefined || mine.won === null) {
    return { kind: 'drawing', ...situations.drawing(raffle.prizes.length) };
  }
  const isReal = raffle.rehearsal === undefined;
  if (mine.won) {
    const isNamed = raffle.prizes.length > 1 || raffle.prizes[0]?.title !== unnamedPrize;
    const prizes = isNamed ? mine.prizes : [];
    const numbers = mine.prizes.map(({ ticketNumber }) => ticketNumber);
    const isCollected = mine.prizes.every(({ state }) => state === 'claimed');
    return { kind: 'won', ...situations.won({ numbers, prizes, isReal, isCollected }) };
  }
  const numbers = myNumbersOf(viewer);
  if (numbers.length === 0) return { kind: 'no-ticket', ...situations.noTicket(winners) };
  return { kind: 'lost', ...situations.lost(lostFactsOf(raffle, numbers)) };
}

/** The result for the holder of tickets that hold no prize. */
export function lostFactsOf(raffle: DrawnRaffleView, numbers: readonly number[]): LostFacts {
  const passedOn = raffle.prizes
    .flatMap((prize) => prize.passedOn ?? [])
    .filter(({ ticketNumber }) => numbers.includes(ticketNumber));
  return { winners: winningNumbers(raffle), numbers, passedOn };
}
