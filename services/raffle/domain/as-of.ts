import type { ListedRaffle, OpenedRaffle } from './raffle.ts';
import { applyChanges, pickRules } from './rules.ts';

/**
 * A raffle as it was after the first `version` entries of its log, so that the reply to a repeated
 * request can be the first reply. Takes time that grows with the logarithm of the sales.
 *
 * @param version 1 to the raffle's version.
 * @throws {RangeError} The version is after the draw, and neither the draw's nor the newest.
 */
export function asOf(raffle: OpenedRaffle, version: number): OpenedRaffle {
  if (version >= raffle.version) return raffle;
  const { rules, amendments } = rulesAsOf(raffle, version);
  const pool = raffle.pool.asOf(version);
  const { opened, requests } = raffle;
  const { entry: amended, index: rulesIndex } = amendments.at(-1) ?? { entry: opened, index: 0 };
  const soldAt = pool.lastAt ?? amended.at;
  const facts = { opened, rules, rulesIndex, amendments, pool, requests, version };
  const open = {
    ...facts,
    status: 'open',
    lastAt: soldAt > amended.at ? soldAt : amended.at,
  } as const;
  if (raffle.status === 'open' || raffle.status === 'cancelled') return open;
  const { closed, closedIndex } = raffle;
  if (version <= closedIndex) return open;
  const closing = { ...facts, closed, closedIndex };
  if (raffle.status === 'closed' || version <= raffle.drawnIndex) {
    return { ...closing, status: 'closed', lastAt: closed.at };
  }
  const { drawn, drawnIndex } = raffle;
  if (version > drawnIndex + 1) throw new RangeError(`Version ${version} is after the draw.`);
  const draw = { drawn, drawnIndex, claims: [], forfeits: [] };
  return { ...closing, ...draw, status: 'drawn', lastAt: drawn.at };
}

/** A purchase asks for this, and most raffles are not amended among purchases. */
export function rulesAsOf(
  { opened, rules, rulesIndex, amendments }: ListedRaffle,
  version: number,
): Pick<OpenedRaffle, 'rules' | 'amendments'> {
  if (rulesIndex < version) return { rules, amendments };
  const earlier = amendments.filter(({ index }) => index < version);
  return {
    rules: earlier.reduce(
      (before, { entry }) => applyChanges(before, entry.changes),
      pickRules(opened),
    ),
    amendments: earlier,
  };
}
