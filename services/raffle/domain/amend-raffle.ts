import { tryCanonicalJson } from '#proof/canonical-json.ts';
import { requireConsistentRules } from './consistent-rules.ts';
import type { AmendRaffle } from './commands.ts';
import {
  decisionTime,
  findRepeated,
  requireOpen,
  requireOpened,
  RuleBroken,
  type Decision,
} from './decision.ts';
import type { RaffleAmended } from './entries.ts';
import type { OpenRaffle, Raffle } from './raffle.ts';
import { applyChanges, type Notice, type RaffleRules, type RuleChanges } from './rules.ts';

/**
 * Changes the rules of a raffle. Before the first sale every rule can change; after it only what
 * changes no buyer's chance or promise. Members that have their value already are dropped; if none
 * remains, there is no entry.
 *
 * @throws {RuleBroken} `raffle-not-found`, `raffle-closed`, `raffle-cancelled`,
 *   `idempotency-key-reused`; `rule-final`: a ticket was sold, and the rule cannot change any more;
 *   `invalid-request`: the new rules contradict each other.
 */
export function amendRaffle(command: AmendRaffle, raffle: Raffle): Decision<RaffleAmended> {
  const opened = requireOpened(raffle);
  const { operatorSignature } = command;
  const before = findRepeated(opened, operatorSignature, 'raffle-amended');
  if (before.length > 0) return { entries: before, replayed: true };
  const open = requireOpen(opened);
  const changes = dropUnchanged(open.rules, command.changes);
  if (Object.keys(changes).length === 0) return { entries: [], replayed: false };
  if (open.pool.saleCount > 0) requireAmendable(open, changes);
  const at = decisionTime(open, command.at);
  requireConsistentRules(applyChanges(open.rules, changes), { at, before: open.rules });
  const entry = { type: 'raffle-amended', changes, at, operatorSignature } as const;
  return { entries: [entry], replayed: false };
}

/** The changes that give a rule another value. A chain changes only with the randomness. */
function dropUnchanged(rules: RaffleRules, changes: RuleChanges): RuleChanges {
  const { chainHash = null, ...others } = changes;
  const { randomness = rules.randomness } = changes;
  const all =
    randomness === rules.randomness
      ? others
      : { ...others, chainHash: randomness === 'local' ? null : chainHash };
  const current: Readonly<Record<string, unknown>> = { ...rules };
  const changed = Object.entries(all).filter(([name, value]) => !isSameValue(value, current[name]));
  return Object.fromEntries(changed);
}

/** Whether two values are the same JSON; a missing one is `null`. */
function isSameValue(left: unknown, right: unknown): boolean {
  return tryCanonicalJson(left ?? null) === tryCanonicalJson(right ?? null);
}

/** Rules that can change after a sale. */
const amendableRules = new Set(['title', 'notice', 'closesAt']);
/** Members of the notice that cannot change after a sale: who bought relied on them. */
const finalNotices = ['price', 'purpose', 'organiser', 'terms', 'askFor'] as const;

/** @throws {RuleBroken} `rule-final`. */
function requireAmendable({ rules }: OpenRaffle, changes: RuleChanges): void {
  const final = Object.keys(changes).find((name) => !amendableRules.has(name));
  if (final !== undefined) throw isFinal(final);
  const { closesAt, notice } = changes;
  const isEarlier =
    typeof closesAt !== 'string' || rules.closesAt === undefined || closesAt < rules.closesAt;
  if (closesAt !== undefined && isEarlier) {
    throw isFinal(
      'closesAt',
      ' It can only be put off, and only if it was announced before the first sale.',
    );
  }
  if (notice === undefined) return;
  const [earlier, later]: Notice[] = [rules.notice ?? {}, notice ?? {}];
  const member = finalNotices.find((name) => !isSameValue(earlier?.[name], later?.[name]));
  if (member !== undefined) throw isFinal(`notice.${member}`);
}

function isFinal(member: string, note = ''): RuleBroken {
  return new RuleBroken(
    'rule-final',
    `${member}: cannot change any more, because a ticket was sold.${note} Nothing was changed.`,
  );
}
