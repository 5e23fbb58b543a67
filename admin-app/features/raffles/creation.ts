import { ProblemReply } from '#contract/client.ts';
import { CreateRaffle } from '#contract/raffle-requests.ts';
import type { RaffleView } from '#contract/raffles.ts';
import {
  countReserves,
  faultKind,
  findFaults,
  findRule,
  readDraft,
  toDraft,
  toNotice,
  withoutAbsent,
  type Draft,
  type Faults,
} from '../../shared/rule-form/draft.ts';
import { readRules, type RuleValues } from '../../shared/rules.ts';

/** The rules of a form in which nothing is typed yet. */
const initialRules: RuleValues = {
  title: '',
  prizes: [],
  price: undefined,
  capacity: 100,
  perPersonLimit: 2,
  opensAt: undefined,
  closesAt: undefined,
  drawAt: undefined,
  claimBy: undefined,
  place: undefined,
  organiser: undefined,
  contact: undefined,
  purpose: undefined,
  payment: undefined,
  licence: undefined,
  terms: undefined,
  picture: undefined,
  resultsUrl: undefined,
  askForName: 'no',
  askForPhone: 'no',
  randomness: 'local',
  reserves: 0,
  onePrizePerPerson: false,
};

const currencies: Readonly<Record<string, string>> = {
  AU: 'AUD',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HU: 'HUF',
  IN: 'INR',
  JP: 'JPY',
  LI: 'CHF',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  SE: 'SEK',
  US: 'USD',
  ZA: 'ZAR',
};

/** @param locale Its region proposes the currency. */
export function emptyDraft(locale: string): Draft {
  const region = new Intl.Locale(locale).maximize().region ?? '';
  return { ...toDraft(initialRules), currency: currencies[region] ?? 'EUR' };
}

/** The rules of a raffle without its times, which do not suit another one. */
export function copyRules(
  raffle: RaffleView,
  { opensAt, closesAt, drawAt, claimBy }: Draft,
): Draft {
  return { ...toDraft(readRules(raffle)), opensAt, closesAt, drawAt, claimBy };
}

/** What a draft stands for. */
export interface Creation {
  /** Undefined if there is a fault. */
  readonly request: CreateRaffle | undefined;
  readonly values: RuleValues;
  readonly faults: Faults;
  readonly isIdWrong: boolean;
}

export interface CreationContext {
  /** Undefined or empty: the service derives one from the title. */
  readonly id: string | undefined;
  readonly isRehearsal: boolean;
  /** Unix milliseconds. */
  readonly now: number;
}

export function readCreation(draft: Draft, { id, isRehearsal, now }: CreationContext): Creation {
  const read = readDraft(draft);
  const { values } = read;
  const { data, error } = CreateRaffle.safeParse(
    withoutAbsent({
      id: id?.trim() || undefined,
      title: values.title,
      capacity: values.capacity,
      perPersonLimit: values.perPersonLimit,
      randomness: values.randomness,
      prizes: values.prizes,
      reserves: values.reserves,
      onePrizePerPerson: values.onePrizePerPerson,
      opensAt: values.opensAt,
      closesAt: values.closesAt,
      claimBy: values.claimBy,
      notice: toNotice(values),
      rehearsal: isRehearsal,
    }),
  );
  const faults = findFaults(read, { error, now });
  const isRight = Object.keys(faults).length === 0;
  return {
    request: isRight ? data : undefined,
    values,
    faults,
    isIdWrong: error?.issues.some(({ path }) => path[0] === 'id') ?? false,
  };
}

/** Raises the reserves of a draft to the number that its other rules need. */
export function withNeededReserves(draft: Draft): Draft {
  const { values } = readDraft(draft);
  const needed = countReserves(values);
  return values.reserves < needed ? { ...draft, reserves: String(needed) } : draft;
}

/**
 * The field of a rule that the service refused. Its reply begins with the name of the member, and
 * the form itself would have found anything that this device can know.
 *
 * @returns undefined if the failure is not of one field.
 */
export function findRefusedRule(error: unknown): Faults | undefined {
  if (!(error instanceof ProblemReply) || error.code !== 'invalid-request') return undefined;
  const [, member = ''] = /^([\w.]+): /.exec(error.problem.detail) ?? [];
  const name = findRule(member.split('.'));
  if (name === undefined) return undefined;
  if (name === 'reserves') return { reserves: 'reserves' };
  const kind = faultKind(name);
  // A time that can be read was in the future by the clock of this device only.
  return { [name]: kind === 'time' ? 'past' : kind };
}
