import type { Log } from './audit-log.ts';
import { replayPrizes } from './audit-prizes.ts';
import { poolOf } from './audit-replay.ts';
import { asObject, isObject, ownMember, show } from './audit-values.ts';
import { tryCanonicalJson } from './canonical-json.ts';
import { Violation } from './proof-error.ts';

/**
 * Checks that the draw record shown by the service matches the log. Its members `fairness` and
 * `witnessed` are not in the log, and not compared with anything.
 */
export function examineDrawRecord(log: Log, record: unknown): string {
  const expected = toDrawRecord(log);
  if (expected === undefined) {
    if (record === undefined) return 'No draw is shown, and there is none in the log.';
    throw new Violation('A draw is shown that is not in the log.');
  }
  const {
    fairness: _,
    witnessed: _witnessed,
    ...shown
  } = asObject(record, 'The draw that is shown');
  requireSame(shown, expected, 'draw');
  return 'The draw that is shown is the one in the log.';
}

/** The draw record of a log, without `fairness`; undefined before the draw. */
function toDrawRecord(log: Log) {
  const [drawing] = log.drawn;
  const prizes = replayPrizes(log);
  if (drawing === undefined || prizes === undefined) return undefined;
  const { rules } = poolOf(log);
  const [first] = prizes.winners;
  return {
    raffle: log.opened.entry.raffle,
    rehearsal: log.opened.entry.rehearsal,
    randomness: rules.randomness,
    drawnAt: drawing.entry.at,
    ticketCount: drawing.entry.ticketCount,
    order: drawing.entry.order,
    winners: prizes.winners.map((ticket, index) => ({
      prize: index + 1,
      title: rules.prizes[index],
      ...(ticket === undefined
        ? { state: 'unawarded' }
        : {
            state: prizes.claimed.has(index + 1) ? 'claimed' : 'drawn',
            ticketNumber: ticket.ticketNumber,
            holder: ticket.holder,
          }),
    })),
    forfeits: prizes.forfeits.map(({ entry: { prize, ticketNumber, reason, at } }) => ({
      prize,
      ticketNumber,
      reason,
      at,
    })),
    index: first?.index,
    winner: first && { ticketNumber: first.ticketNumber, holder: first.holder },
    seal: log.closed[0]?.entry.seal,
    reveal: drawing.entry.reveal,
  };
}

/** @throws {Violation} Names the innermost member or item that differs. */
function requireSame(shown: unknown, expected: unknown, place: string): void {
  if (isSameValue(shown, expected)) return;
  if (isList(shown) && isList(expected)) {
    for (let index = 0; index < Math.max(shown.length, expected.length); index += 1) {
      requireSame(shown[index], expected[index], `${place}[${index}]`);
    }
  }
  if (!isObject(shown) || !isObject(expected)) {
    throw new Violation(`${place} is ${show(shown)}; the log says ${show(expected)}.`);
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(shown)])) {
    requireSame(ownMember(shown, name), ownMember(expected, name), `${place}.${name}`);
  }
}

function isSameValue(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return tryCanonicalJson(left) === tryCanonicalJson(right);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
