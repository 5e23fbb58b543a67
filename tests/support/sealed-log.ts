import type { DrawRecord, SealedDrawRecord } from '#contract/draws.ts';
import { publicFormat } from '#proof/bundle.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import {
  RaffleStory,
  sealedChain,
  sealedLogKey,
  treeOf,
  type Entry,
  type OpeningFacts,
  type SealFacts,
} from './raffle-story.ts';
import { drawRecordOf } from './shown-draw.ts';

export { sealedChain, sealedLogKey } from './raffle-story.ts';

/** The public data of a raffle, as `raffle audit --save` stores it. */
export interface PublicBundle {
  readonly format: string;
  readonly raffle: string;
  readonly lines: readonly string[];
  readonly checkpoints: readonly string[];
  readonly draw?: Json;
}

export interface SealedLogOptions extends Partial<RaffleFacts> {
  readonly ticketCount?: number;
}

/** Properties of a plain test raffle with one prize. The rules are not applied. */
export interface RaffleFacts extends Omit<SealFacts, 'r'> {
  /** Holder of each ticket, in the order of sale. */
  readonly holders: readonly string[];
  readonly capacity?: number;
  readonly perPersonLimit?: number;
  readonly randomness?: 'local' | 'drand';
  /** The operator's share of the draw; of a `local` raffle the index of the winner. */
  readonly r?: number;
  /** More rules, for example `prizes`. */
  readonly opening?: OpeningFacts;
  /** The chain that its opening names, if not the sealed one. */
  readonly openedChain?: { readonly hash: string };
  readonly isClosed?: boolean;
  readonly isDrawn?: boolean;
  readonly isRehearsal?: boolean;
}

/** A sealed raffle with two tickets for each holder, drawn with a real beacon of a test chain. */
export function sealedLog({ ticketCount = 7, ...options }: SealedLogOptions = {}): PublicBundle {
  const holders = Array.from({ length: ticketCount }, (_, index) => holderOf(index));
  return raffleLog({ holders, ...options });
}

/** A raffle with correct times, numbers and proofs. */
export function raffleLog(facts: RaffleFacts): PublicBundle {
  const { holders, randomness = 'drand', r = 3, isClosed = true, isDrawn = true } = facts;
  const { chain = sealedChain, openedChain = chain } = facts;
  const story = new RaffleStory(
    {
      capacity: facts.capacity ?? holders.length + 3,
      perPersonLimit: facts.perPersonLimit ?? 2,
      randomness,
      ...(randomness === 'drand' ? { chainHash: openedChain.hash } : {}),
      ...(facts.isRehearsal ? { rehearsal: true } : {}),
      ...facts.opening,
    },
    { ...facts, r: [r] },
  );
  for (const [index, holder] of holders.entries()) {
    story.at(new Date(Date.UTC(2026, 2, 2) + index).toISOString()).sell(holder);
  }
  if (isClosed) story.at('2026-03-08T18:00:00.000Z').close();
  const isPending = !isClosed || !isDrawn || holders.length === 0;
  return tellBundle(isPending ? story : story.at('2026-03-08T18:05:00.000Z').draw());
}

/** The public bundle of a story. */
export function tellBundle({ entries }: RaffleStory): PublicBundle {
  return toBundle(entries, drawRecordOf(entries));
}

/**
 * A raffle of a school fair until its draw: amendments before and after the first sale, desk sales,
 * voids, numbers sold again, a scheduled closing, three prizes with reserves. Sealed by default.
 */
export function fairStory(opening: OpeningFacts = {}, seal: SealFacts = {}): RaffleStory {
  return new RaffleStory(
    {
      id: 'spring',
      prizes: ['Bicycle', 'Hamper', 'Book'],
      reserves: 5,
      randomness: 'drand',
      opensAt: '2026-03-02T08:00:00.000Z',
      closesAt: '2026-03-07T17:00:00.000Z',
      claimBy: '2026-03-21T17:00:00.000Z',
      notice,
      ...opening,
    },
    seal,
  )
    .amend({ capacity: 12, onePrizePerPerson: true })
    .at('2026-03-02T09:00:00.000Z')
    .sell('ann', 2)
    .sell('bob')
    .sellAtDesk('desk-1', 2)
    .amend({ title: 'Spring fair 2026', closesAt: '2026-03-08T18:00:00.000Z' })
    .void([2, 4])
    .sell('cem', 2)
    .sell('bob')
    .sell('ann')
    .sell('dora', 2)
    .at('2026-03-08T18:00:02.000Z')
    .close('schedule')
    .at('2026-03-08T18:05:00.000Z')
    .draw();
}

/** The same with claims and forfeits; the last one is of an unclaimed prize. */
export function fairStoryWithPrizes(opening: OpeningFacts = {}, seal: SealFacts = {}): RaffleStory {
  const story = fairStory(opening, seal);
  const winners = () => winnersOf(story.entries);
  return story
    .claim(2, winners()[1]!)
    .forfeit(1, winners()[0]!, 'declined')
    .claim(1, winners()[0]!)
    .at('2026-03-21T17:00:00.000Z')
    .forfeit(3, winners()[2]!, 'unclaimed');
}

/** The tickets that hold the prizes now; undefined for an unawarded prize. */
export function winnersOf(entries: readonly Entry[]): (number | undefined)[] {
  const { winners } = drawRecordOf(entries) as { winners: { ticketNumber?: number }[] };
  return winners.map(({ ticketNumber }) => ticketNumber);
}

const notice = {
  organiser: 'Parents of Hill School',
  price: { amount: 200, currency: 'GBP' },
  place: 'School hall',
  drawAt: '2026-03-08T19:00:00.000Z',
  askFor: { name: 'required' },
};

/** Signs a log and returns its bundle. */
export function toBundle(entries: readonly Json[], draw?: Json): PublicBundle {
  return { ...signLines(entries.map(canonicalJson)), ...(draw === undefined ? {} : { draw }) };
}

/** The same for arbitrary lines. */
export function signLines(lines: readonly string[], key = sealedLogKey): PublicBundle {
  const tree = treeOf(lines);
  const checkpoints = [key.signHead({ size: tree.size, root: tree.root() })];
  return { format: publicFormat, raffle: 'spring', lines, checkpoints };
}

function holderOf(index: number): string {
  return `holder-${Math.floor(index / 2)}`;
}

/** @throws If the draw is not sealed. */
export function expectSealed(draw: DrawRecord): SealedDrawRecord {
  if (draw.randomness === 'drand') return draw;
  throw new Error(`The draw of ${draw.raffle} is not sealed.`);
}
