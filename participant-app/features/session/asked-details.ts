import type { Account } from '#contract/accounts.ts';
import type { RaffleView } from '#contract/raffles.ts';

export type AskedDetails = NonNullable<NonNullable<RaffleView['notice']>['askFor']>;

/** The details that an organiser can ask for, in the order of the form. */
export const detailNames = ['name', 'phone'] as const;

/** The required details that are not known. A purchase without them is refused. */
export function missingDetails(
  asked: AskedDetails,
  known: Pick<Account, 'name' | 'phone'>,
): readonly (typeof detailNames)[number][] {
  return detailNames.filter(
    (name) => asked[name] === 'required' && (known[name] ?? '').trim() === '',
  );
}
