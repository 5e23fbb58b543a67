import type { DrawRecord, Reveal as RevealView, Winner } from '#contract/draws.ts';
import type { Seal as SealView } from '#contract/raffles.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { asciiJson } from '#proof/canonical-json.ts';
import type { DrawnTicket, RaffleDrawn, Reveal, Seal } from '../../domain/entries.ts';
import { findWinners } from '../../domain/prizes.ts';
import type { DrawnRaffle } from '../../domain/raffle.ts';

/** A prize and the ticket that holds it now; undefined if none is left. */
export interface Award {
  /** From 1. */
  readonly prize: number;
  readonly title: string;
  readonly state: 'drawn' | 'claimed';
  readonly ticket: DrawnTicket | undefined;
}

/** Who holds the prizes now, the first prize first. */
export function awardPrizes(raffle: Omit<DrawnRaffle, 'pool' | 'requests'>): readonly Award[] {
  const tickets = findWinners(raffle);
  const claimed = new Set(raffle.claims.map(({ prize }) => prize));
  return raffle.rules.prizes.map((title, index) => {
    const prize = index + 1;
    return {
      prize,
      title,
      state: claimed.has(prize) ? 'claimed' : 'drawn',
      ticket: tickets[index],
    };
  });
}

/** What a reader of a draw has to trust, by kind of randomness. */
const fairness = {
  local: 'Drawn by this server. That it is random can’t be checked.',
  drand:
    'Sealed at the closing and decided by a public beacon; anyone can recompute it. The operator of this service could still choose together with the beacon’s keepers, or alone if no other person saw the sealed closing before the beacon was published.',
  ownChain:
    'Sealed at the closing and decided by a beacon chain of the operator’s own choice, not by the public beacon. Anyone can recompute it, but the operator of that chain knows its beacons beforehand and could have chosen the winner.',
} as const;

function describeFairness({ randomness, chainHash }: DrawnRaffle['rules']): string {
  const isOwnChain = randomness === 'drand' && chainHash !== publicChainHash;
  return fairness[isOwnChain ? 'ownChain' : randomness];
}

/** The draw: its order, and who holds the prizes now. */
export function viewDraw(raffle: DrawnRaffle): DrawRecord {
  return { ...describeDraw(raffle), ...viewAwards(raffle) };
}

/** The view of a draw as JSON. What no later entry changes is written once. */
export function writeDraw(raffle: DrawnRaffle, more: Pick<DrawRecord, 'witnessed'> = {}): string {
  const fixed = textsOfDraws.get(raffle.drawn) ?? asciiJson(describeDraw(raffle));
  textsOfDraws.set(raffle.drawn, fixed);
  return `${fixed.slice(0, -1)},${asciiJson({ ...viewAwards(raffle), ...more }).slice(1)}`;
}

/** Every forfeit shows the order again. */
const textsOfDraws = new WeakMap<RaffleDrawn, string>();

function describeDraw({ opened, rules, closed, drawn }: DrawnRaffle) {
  const members = {
    raffle: opened.raffleId,
    ...(opened.rehearsal === true && { rehearsal: opened.rehearsal }),
    fairness: describeFairness(rules),
    drawnAt: drawn.at,
    ticketCount: drawn.ticketCount,
    order: drawn.order.map(({ index, ticketNumber, holder, sale }) => ({
      index,
      ticketNumber,
      holder,
      sale,
    })),
  };
  if (rules.randomness === 'local') return { ...members, randomness: 'local' as const };
  const { seal } = closed;
  const { reveal } = drawn;
  if (seal === undefined || reveal === undefined) {
    throw new Error(`The drand draw of ${opened.raffleId} has no seal or no reveal.`);
  }
  const sealed = { seal: viewSeal(seal), reveal: viewReveal(reveal) };
  return { ...members, randomness: 'drand' as const, ...sealed };
}

/** What claims and forfeits change. */
function viewAwards(raffle: DrawnRaffle) {
  const awards = awardPrizes(raffle);
  const first = awards[0]?.ticket;
  return {
    winners: awards.map(viewWinner),
    forfeits: raffle.forfeits.map(({ prize, ticketNumber, reason, at }) => ({
      prize,
      ticketNumber,
      reason,
      at,
    })),
    ...(first === undefined
      ? {}
      : {
          index: first.index,
          winner: { ticketNumber: first.ticketNumber, holder: first.holder },
        }),
  };
}

/** The members in one order: those of an entry from the journal are in another. */
export function viewSeal({ root, commitment, chainHash, round, publishedAt }: Seal): SealView {
  return { root, commitment, chainHash, round, publishedAt };
}

function viewReveal({ r, nonce, beacon }: Reveal): RevealView {
  const { round, randomness, signature } = beacon;
  return { r: [...r], nonce, beacon: { round, randomness, signature } };
}

function viewWinner({ prize, title, state, ticket }: Award): Winner {
  if (ticket === undefined) return { prize, title, state: 'unawarded' };
  const { ticketNumber, holder } = ticket;
  return { prize, title, ticketNumber, holder, state };
}
