import type * as z from 'zod/mini';
import type { AmendRaffle, CreateRaffle, NoticeRequest } from '#contract/raffle-requests.ts';
import type { Notice, RaffleRules, RuleChanges } from '../../domain/rules.ts';

/** The rules of a new raffle; what is given as its default or empty is absent. */
export function readNewRules({
  onePrizePerPerson,
  notice,
  opensAt,
  closesAt,
  claimBy,
  ...others
}: z.output<typeof CreateRaffle>) {
  const text = readNotice(notice);
  return {
    ...others,
    ...(onePrizePerPerson ? { onePrizePerPerson } : {}),
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(claimBy === undefined ? {} : { claimBy }),
    ...(text === undefined ? {} : { notice: text }),
  } satisfies RaffleRules & { readonly id?: string | undefined; readonly rehearsal: boolean };
}

/** The changes of an amendment; `null` for what it removes. */
export function readChanges({
  onePrizePerPerson,
  notice,
  ...others
}: z.output<typeof AmendRaffle>): RuleChanges {
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    ...(onePrizePerPerson === undefined ? {} : { onePrizePerPerson: onePrizePerPerson || null }),
    ...(notice === undefined ? {} : { notice: readNotice(notice ?? undefined) ?? null }),
  };
}

/** The given members; undefined if there is none. */
function readNotice(request: NoticeRequest | undefined): Notice | undefined {
  const { askFor, ...others } = request ?? {};
  const members = {
    ...others,
    ...(askFor === undefined || Object.keys(askFor).length === 0 ? {} : { askFor }),
  };
  return Object.keys(members).length === 0 ? undefined : members;
}
