import type { RaffleView } from '#contract/schemas.ts';
import type { Messages } from '../messages/en.ts';
import { myNumbersOf, myTicketsOf, type DashboardState, type Viewer } from './dashboard-state.ts';

export type SituationKind =
  | 'connecting'
  | 'unknown-raffle'
  | 'deleted'
  | 'offline'
  | 'server-down'
  | 'open'
  | 'last-ticket'
  | 'at-cap'
  | 'signed-out'
  | 'sold-out'
  | 'closed'
  | 'drawing'
  | 'drawn'
  | 'won'
  | 'lost'
  | 'no-ticket';

/** Where things stand for whoever looks: one sentence, and one next step. */
export interface Situation {
  readonly kind: SituationKind;
  readonly sentence: string;
  readonly next: string;
}

/** Describes a state. Pure. */
export function describeSituation(state: DashboardState, say: Messages): Situation {
  const { news, viewer, isOnline } = state;
  switch (news.kind) {
    case 'connecting':
      return isOnline ? { kind: 'connecting', ...say.situations.connecting } : offline(say);
    case 'unknown-raffle':
      return { kind: 'unknown-raffle', ...say.situations.unknownRaffle };
    case 'deleted':
      return { kind: 'deleted', ...say.situations.deleted };
    case 'unreachable':
      return isOnline ? { kind: 'server-down', ...say.situations.serverDown } : offline(say);
    case 'known':
      return describeRaffle(news.raffle, viewer, say);
    default:
      return news satisfies never;
  }
}

function offline(say: Messages): Situation {
  return { kind: 'offline', ...say.situations.offline };
}

function describeRaffle(raffle: RaffleView, viewer: Viewer, say: Messages): Situation {
  const { situations } = say;
  const numbers = myNumbersOf(viewer);
  if (raffle.status === 'drawn') return describeResult(raffle, viewer, say);
  if (raffle.status === 'closed') return { kind: 'closed', ...situations.closed(numbers) };
  if (raffle.remaining === 0) return { kind: 'sold-out', ...situations.soldOut(numbers) };
  const mine = myTicketsOf(viewer);
  if (mine?.allowance === 0) return { kind: 'at-cap', ...situations.atCap(numbers) };
  if (raffle.remaining === 1) return { kind: 'last-ticket', ...situations.lastTicket };
  if (viewer.kind === 'signed-out') return { kind: 'signed-out', ...situations.signedOut };
  const buyable = mine?.allowance ?? raffle.perPersonLimit;
  return { kind: 'open', ...situations.open({ numbers, allowance: buyable }) };
}

function describeResult(raffle: RaffleView, viewer: Viewer, say: Messages): Situation {
  const { situations } = say;
  const winner = raffle.winner!.ticketNumber;
  if (viewer.kind !== 'signed-in') return { kind: 'drawn', ...situations.drawn(winner) };
  const mine = myTicketsOf(viewer);
  // The tickets may be from before the draw: nobody is told to have lost until that is certain.
  if (mine === undefined || mine.won === null) {
    return { kind: 'drawing', ...situations.drawing };
  }
  const isReal = raffle.rehearsal === undefined;
  if (mine.won) return { kind: 'won', ...situations.won({ winner, isReal }) };
  const numbers = myNumbersOf(viewer);
  if (numbers.length === 0) return { kind: 'no-ticket', ...situations.noTicket(winner) };
  return { kind: 'lost', ...situations.lost({ winner, numbers }) };
}
