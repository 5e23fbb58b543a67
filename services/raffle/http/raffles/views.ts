import type { Account as AccountView } from '#contract/accounts.ts';
import type { AdminKey as AdminKeyView, AuditKey } from '#contract/admin-keys.ts';
import type { AwardedPrize, DrawnRaffleView, RaffleView } from '#contract/raffles.ts';
import { asciiJson } from '#proof/canonical-json.ts';
import { asOf } from '../../domain/as-of.ts';
import { findChangesSinceSale } from '../../domain/changed-rules.ts';
import type { RaffleClosed } from '../../domain/entries.ts';
import type { DrawnRaffle, ListedRaffle, OpenedRaffle } from '../../domain/raffle.ts';
import type { AskFor, Notice, RaffleRules } from '../../domain/rules.ts';
import type { Account } from '../../stores/account-store.ts';
import type { AdminKey, EnrolledKey } from '../../stores/admin-store.ts';
import { awardPrizes, viewSeal } from './draw-view.ts';

/**
 * The public view of a raffle. It has winners only if the status is `drawn`.
 *
 * @param now Unix milliseconds. Sales begin at a time, without an entry in the log.
 */
export function viewRaffle(raffle: ListedRaffle, now = Date.now()): RaffleView {
  return { ...viewRules(raffle).fixed, ...viewState(raffle, now) };
}

/** The view of a raffle right after its last entry, as JSON. What only an amendment changes is written once. */
export function writeRaffle(raffle: OpenedRaffle): string {
  const state = asciiJson(viewState(raffle, 0));
  return `${viewRules(raffle).fixedJson.slice(0, -1)},${state.slice(1)}`;
}

/** What entries change. */
function viewState(raffle: ListedRaffle, now: number) {
  const { rules, pool, version } = raffle;
  const { prizes } = viewRules(raffle);
  const { size: sold } = pool;
  const members = { sold, remaining: rules.capacity - sold, version };
  switch (raffle.status) {
    case 'open':
      return rules.opensAt !== undefined && isAnnounced(raffle, now)
        ? { ...members, prizes, status: 'announced' as const, opensAt: rules.opensAt }
        : { ...members, prizes, status: raffle.status };
    case 'closed':
      return { ...members, prizes, status: raffle.status, ...viewClosed(raffle.closed) };
    case 'drawn': {
      const awards = awardPrizes(raffle);
      const first = awards[0]?.ticket;
      return {
        ...members,
        prizes: awards.map(({ prize, title, state, ticket }) => {
          const award = { title, ...viewPassedOn(raffle, prize) };
          return ticket === undefined
            ? { ...award, state: 'unawarded' as const }
            : { ...award, state, ticketNumber: ticket.ticketNumber };
        }),
        status: raffle.status,
        ...viewClosed(raffle.closed),
        drawnAt: raffle.drawn.at,
        ...(first === undefined ? {} : { winner: { ticketNumber: first.ticketNumber } }),
      };
    }
    case 'cancelled': {
      const { at: cancelledAt, reason: cancelReason } = raffle.cancelled;
      return { ...members, prizes, status: raffle.status, cancelledAt, cancelReason };
    }
    default:
      return raffle satisfies never;
  }
}

/** The tickets that held a prize before. */
function viewPassedOn(
  { forfeits }: Pick<DrawnRaffle, 'forfeits'>,
  prize: number,
): Pick<AwardedPrize, 'passedOn'> {
  const passedOn = forfeits
    .filter((forfeit) => forfeit.prize === prize)
    .map(({ ticketNumber, reason }) => ({ ticketNumber, reason }));
  return passedOn.length === 0 ? {} : { passedOn };
}

/**
 * The view right after an entry of the log: the same for the first reply and every replay, whatever
 * has happened since.
 *
 * @param index Of the entry: a closing or an earlier one.
 */
export function viewAfter(raffle: OpenedRaffle, index: number): RaffleView {
  const then = asOf(raffle, index + 1);
  return viewRaffle(then, Date.parse(then.lastAt));
}

/**
 * Names the view that readers see now. It changes with every entry, and when sales begin.
 *
 * @returns Text that can stand in an ETag.
 */
export function tagView(raffle: OpenedRaffle, now = Date.now()): string {
  return isAnnounced(raffle, now) ? `${raffle.version}-announced` : `${raffle.version}`;
}

/**
 * Whether sales have not begun. A clock that is set back does not end sales that had begun: the last
 * entry's time may be later.
 */
export function isAnnounced({ status, rules, lastAt }: ListedRaffle, now: number): boolean {
  if (status !== 'open' || rules.opensAt === undefined) return false;
  return Math.max(now, Date.parse(lastAt)) < Date.parse(rules.opensAt);
}

/** A participant's own account. */
export function viewAccount({ id, email, name, phone, mayShowName }: Account): AccountView {
  return {
    id,
    email,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(mayShowName === undefined ? {} : { mayShowName }),
  };
}

/** A key in the audit bundle. */
export function viewAuditKey({ keyid, publicKey, role, name }: AdminKey): AuditKey {
  return { keyid, publicKey, role, name };
}

/** A key in the operators' list. */
export function viewKey(key: EnrolledKey): AdminKeyView {
  const { isRevoked, enrolledAt, invitedBy, lastUsedAt } = key;
  return {
    ...viewAuditKey(key),
    isRevoked,
    ...(enrolledAt === undefined ? {} : { enrolledAt }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  };
}

/** What only an amendment changes. Every purchase shows it, so it is made once. */
const viewsOfRules = new WeakMap<RaffleRules, RulesView>();

interface RulesView {
  readonly fixed: ReturnType<typeof describeRules>;
  readonly fixedJson: string;
  /** A draw adds to them. */
  readonly prizes: { readonly title: string }[];
}

function viewRules(raffle: ListedRaffle): RulesView {
  const known = viewsOfRules.get(raffle.rules);
  if (known !== undefined) return known;
  const fixed = describeRules(raffle);
  const prizes = raffle.rules.prizes.map((title) => ({ title }));
  const view = { fixed, fixedJson: asciiJson(fixed), prizes };
  viewsOfRules.set(raffle.rules, view);
  return view;
}

function describeRules(raffle: ListedRaffle) {
  const { opened, rules, rulesIndex } = raffle;
  const { chainHash, onePrizePerPerson, opensAt, closesAt, claimBy, notice } = rules;
  return {
    id: opened.raffleId,
    title: rules.title,
    capacity: rules.capacity,
    perPersonLimit: rules.perPersonLimit,
    randomness: rules.randomness,
    ...(chainHash === undefined ? {} : { chainHash }),
    ...(opened.rehearsal === true && { rehearsal: opened.rehearsal }),
    reserves: rules.reserves,
    ...(onePrizePerPerson === undefined ? {} : { onePrizePerPerson }),
    openedAt: opened.at,
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(claimBy === undefined ? {} : { claimBy }),
    ...(notice === undefined ? {} : { notice: viewNotice(notice) }),
    rules: rulesIndex,
    ...viewAmendments(raffle),
  };
}

function viewAmendments(raffle: ListedRaffle): Pick<RaffleView, 'amendments'> {
  const amendments = findChangesSinceSale(raffle).map(({ rule, before }) => ({
    rule,
    ...(before === undefined ? {} : { before }),
  }));
  return amendments.length === 0 ? {} : { amendments };
}

/** The members in one order: a notice that was read from the journal has them in another. */
function viewNotice(notice: Notice): Notice {
  const { organiser, contact, purpose, price, payment, place } = notice;
  const { drawAt, licence, terms, picture, resultsUrl, askFor } = notice;
  return {
    ...(organiser === undefined ? {} : { organiser }),
    ...(contact === undefined ? {} : { contact }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(price === undefined ? {} : { price: { amount: price.amount, currency: price.currency } }),
    ...(payment === undefined ? {} : { payment }),
    ...(place === undefined ? {} : { place }),
    ...(drawAt === undefined ? {} : { drawAt }),
    ...(licence === undefined ? {} : { licence }),
    ...(terms === undefined ? {} : { terms }),
    ...(picture === undefined ? {} : { picture }),
    ...(resultsUrl === undefined ? {} : { resultsUrl }),
    ...(askFor === undefined ? {} : { askFor: viewAskFor(askFor) }),
  };
}

function viewAskFor({ name, phone }: AskFor): AskFor {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  };
}

function viewClosed({ at, seal }: RaffleClosed): Pick<DrawnRaffleView, 'closedAt' | 'seal'> {
  return { closedAt: at, ...(seal === undefined ? {} : { seal: viewSeal(seal) }) };
}
