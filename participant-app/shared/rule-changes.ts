import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { ruleWords } from './rule-words.ts';

/** A rule of a raffle that differs, as people read it. */
export interface RuleChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** The rules that differ between two views of a raffle. */
export function listChanges(before: RaffleView, after: RaffleView, locale: string): RuleChange[] {
  if (before.rules === after.rules) return [];
  const words = ruleWords.messagesFor(locale);
  const old = readRules(before, locale);
  const current = readRules(after, locale);
  return ruleNames.flatMap((name) =>
    old[name] === current[name]
      ? []
      : [
          {
            label: words[name],
            before: old[name] ?? words.nothing,
            after: current[name] ?? words.nothing,
          },
        ],
  );
}

/**
 * The rules that differ from those at the first sale. After a sale only rules can change on which no
 * buyer relied.
 */
export function listAmendments(raffle: RaffleView, locale: string): RuleChange[] {
  const words = ruleWords.messagesFor(locale);
  const current = readRules(raffle, locale);
  return (raffle.amendments ?? []).map(({ rule, before }) => ({
    label: words[rule],
    before: before === undefined ? words.nothing : formatRule(rule, before, locale),
    after: current[rule] ?? words.nothing,
  }));
}

function formatRule(rule: RuleName, value: string, locale: string): string {
  if (rule === 'picture') return ruleWords.messagesFor(locale).anotherPicture;
  return rule === 'closesAt' || rule === 'drawAt' ? formatsOf(locale).day(value) : value;
}

const ruleNames = [
  'title',
  'prizes',
  'price',
  'payment',
  'opensAt',
  'closesAt',
  'drawAt',
  'place',
  'claimBy',
  'capacity',
  'perPersonLimit',
  'reserves',
  'organiser',
  'purpose',
  'contact',
  'licence',
  'terms',
  'picture',
  'resultsUrl',
] as const;
type RuleName = (typeof ruleNames)[number];

/** The rules of a raffle as texts; undefined where the organiser says nothing. */
function readRules(raffle: RaffleView, locale: string): Record<RuleName, string | undefined> {
  const { number, day, money } = formatsOf(locale);
  const { notice = {} } = raffle;
  const { price, payment, place, organiser, purpose, contact, licence, terms } = notice;
  const time = (iso: string | undefined) => (iso === undefined ? undefined : day(iso));
  return {
    title: raffle.title,
    prizes: raffle.prizes.map(({ title }) => title).join(', '),
    price: price && money(price.amount, price.currency),
    opensAt: time(raffle.opensAt),
    closesAt: time(raffle.closesAt),
    drawAt: time(notice.drawAt),
    claimBy: time(raffle.claimBy),
    capacity: number(raffle.capacity),
    perPersonLimit: number(raffle.perPersonLimit),
    reserves: number(raffle.reserves),
    payment,
    place,
    organiser,
    purpose,
    contact,
    licence,
    terms,
    picture: notice.picture && ruleWords.messagesFor(locale).aPicture,
    resultsUrl: notice.resultsUrl,
  };
}
