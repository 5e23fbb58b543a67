import type { RaffleRules } from '../../domain/rules.ts';
import type { ChangedRule, MailedRaffle, RuleChange } from './raffle-mail.ts';

/** What mails say of a raffle with these rules. */
export function mailedRaffle({ title, closesAt, notice = {} }: RaffleRules): MailedRaffle {
  const { organiser, contact, price, payment, place, drawAt, licence } = notice;
  return {
    title,
    ...(organiser === undefined ? {} : { organiser }),
    ...(contact === undefined ? {} : { contact }),
    ...(price === undefined ? {} : { price }),
    ...(payment === undefined ? {} : { payment }),
    ...(place === undefined ? {} : { place }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(drawAt === undefined ? {} : { drawAt }),
    ...(licence === undefined ? {} : { licence }),
  };
}

/** The rules that a mail about an amendment names, in its order. */
const changeable: readonly ChangedRule[] = [
  'title',
  'closesAt',
  'drawAt',
  'place',
  'contact',
  'payment',
  'licence',
  'picture',
  'resultsUrl',
];

/** The differences between two rules that holders of tickets are told. */
export function findChanges(before: RaffleRules, after: RaffleRules): RuleChange[] {
  return changeable.flatMap((rule) => {
    const [old, now] = [readRule(before, rule), readRule(after, rule)];
    if (old === now) return [];
    return [
      {
        rule,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      },
    ];
  });
}

function readRule(rules: RaffleRules, rule: ChangedRule): string | undefined {
  return rule === 'title' || rule === 'closesAt' ? rules[rule] : rules.notice?.[rule];
}
