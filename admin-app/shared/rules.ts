import type { Notice, RaffleView } from '#contract/raffles.ts';
import { randomnessKind } from '#contract/randomness-kind.ts';
import type { Formats } from '#ui/formats.ts';
import type { Messages } from './messages/en.ts';

/** Whether buyers are asked for a detail. */
export type DetailNeed = 'no' | 'optional' | 'required';

/** The rules of a raffle, those in its notice included. Absent ones are undefined. */
export interface RuleValues {
  readonly title: string;
  readonly prizes: readonly string[];
  readonly price: Notice['price'];
  readonly capacity: number;
  readonly perPersonLimit: number;
  readonly opensAt: string | undefined;
  readonly closesAt: string | undefined;
  readonly drawAt: string | undefined;
  readonly claimBy: string | undefined;
  readonly place: string | undefined;
  readonly organiser: string | undefined;
  readonly contact: string | undefined;
  readonly purpose: string | undefined;
  readonly payment: string | undefined;
  readonly licence: string | undefined;
  readonly terms: string | undefined;
  readonly picture: string | undefined;
  readonly resultsUrl: string | undefined;
  readonly askForName: DetailNeed;
  readonly askForPhone: DetailNeed;
  readonly randomness: RaffleView['randomness'];
  readonly reserves: number;
  readonly onePrizePerPerson: boolean;
}

export type RuleName = keyof RuleValues;

/** Reads the rules of a raffle in the order in which pages name them. */
export function readRules(raffle: RaffleView): RuleValues {
  const notice: Notice = raffle.notice ?? {};
  return {
    title: raffle.title,
    prizes: raffle.prizes.map(({ title }) => title),
    price: notice.price,
    capacity: raffle.capacity,
    perPersonLimit: raffle.perPersonLimit,
    opensAt: raffle.opensAt,
    closesAt: raffle.closesAt,
    drawAt: notice.drawAt,
    claimBy: raffle.claimBy,
    place: notice.place,
    organiser: notice.organiser,
    contact: notice.contact,
    purpose: notice.purpose,
    payment: notice.payment,
    licence: notice.licence,
    terms: notice.terms,
    picture: notice.picture,
    resultsUrl: notice.resultsUrl,
    askForName: notice.askFor?.name ?? 'no',
    askForPhone: notice.askFor?.phone ?? 'no',
    randomness: raffle.randomness,
    reserves: raffle.reserves,
    onePrizePerPerson: raffle.onePrizePerPerson === true,
  };
}

const times: ReadonlySet<RuleName> = new Set(['opensAt', 'closesAt', 'drawAt', 'claimBy']);

/** Enough to tell two pictures apart. */
const shortHashLength = 8;

export interface RuleWords {
  readonly words: Messages['rules'];
  readonly formats: Formats;
  /** Of the raffle, for how its winner is drawn. */
  readonly chainHash?: string | undefined;
}

/** Describes the value of a rule; undefined if the raffle has none. */
export function describeRule(
  name: RuleName,
  values: RuleValues,
  { words, formats, chainHash }: RuleWords,
): string | undefined {
  const value = values[name];
  switch (name) {
    case 'prizes':
      return values.prizes.join('\n');
    case 'picture':
      return values.picture && words.pictureNamed(values.picture.slice(0, shortHashLength));
    case 'price':
      return values.price && formats.money(values.price.amount, values.price.currency);
    case 'askForName':
    case 'askForPhone':
      return words.ask[values[name]];
    case 'randomness':
      // Without a chain the service's own is used, by default the public one.
      return values.randomness === 'drand' && chainHash === undefined
        ? words.randomness.drand
        : words.randomness[randomnessKind({ randomness: values.randomness, chainHash })];
    case 'onePrizePerPerson':
      return values.onePrizePerPerson ? words.yes : words.no;
    default:
      if (typeof value === 'number') return formats.number(value);
      if (typeof value !== 'string') return undefined;
      return times.has(name) ? formats.moment(value) : value;
  }
}
