import { RaffleStory, type OpeningFacts } from './raffle-story.ts';
import { winnersOf } from './sealed-log.ts';

/** A log that breaks one rule, with everything else right: numbers, counts, seal, draw, signatures. */
export interface RuleLie {
  readonly name: string;
  /** The check that must fail. */
  readonly check: string;
  /** Where its explanation begins; default: at the entry that lies. */
  readonly place?: number;
  readonly story: RaffleStory;
}

export const opens = '2026-03-02T08:00:00.000Z';
export const closes = '2026-03-08T18:00:00.000Z';
export const late = '2026-03-08T18:00:05.000Z';
export const dayTwo = '2026-03-02T00:00:00.000Z';

export const open = (opening: OpeningFacts = {}): RaffleStory =>
  new RaffleStory({ capacity: 4, ...opening });
/** Two tickets are sold, and sales end at an announced time. */
export const scheduled = (opening: OpeningFacts = {}): RaffleStory =>
  open({ opensAt: opens, closesAt: closes, ...opening })
    .at('2026-03-03T08:00:00.000Z')
    .sell('ann')
    .sell('bob');
export const closed = (opening: OpeningFacts = {}): RaffleStory =>
  open(opening).sell('ann').sell('bob').sell('cem').sell('dora').close();
export const twoPrizes = { prizes: ['Bicycle', 'Hamper'], reserves: 1 } as const;
export const drawn = (opening: OpeningFacts = {}): RaffleStory =>
  closed({ ...twoPrizes, ...opening }).draw();
/** The prizes are held by tickets 4 and 1; ticket 3 is the reserve. */
export const [first, second, reserve] = [4, 1, 3];

export const lie = (name: string, check: string, story: RaffleStory, place?: number): RuleLie => ({
  name,
  check,
  story,
  ...(place === undefined ? {} : { place }),
});

/** The tickets that the prizes of `drawn()` are held by; a test compares them with the constants. */
export const drawnWinners = (): (number | undefined)[] => winnersOf(drawn().entries);
