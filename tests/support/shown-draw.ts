import type { Json } from '#proof/canonical-json.ts';

type Entry = Readonly<Record<string, Json>>;
interface Ticket {
  readonly index: number;
  readonly ticketNumber: number;
  readonly holder: string;
}

/**
 * The draw record that an honest service shows for a log, without `fairness`; undefined before the
 * draw. Of a log that breaks the rules it shows what it can.
 */
export function drawRecordOf(entries: readonly Json[]): Json | undefined {
  const all = entries.filter(
    (entry): entry is Entry => typeof entry === 'object' && entry !== null,
  );
  const ofType = (type: string) => all.filter((entry) => entry['type'] === type);
  const [opened] = ofType('raffle-opened');
  const [drawn] = ofType('raffle-drawn');
  if (opened === undefined || drawn === undefined) return undefined;
  const rules: Entry = Object.assign({}, opened, ...ofType('raffle-amended'));
  const prizes = (Array.isArray(rules['prizes']) ? rules['prizes'] : []) as readonly string[];
  const holdsNow = walk(prizes.length, drawn, {
    once: rules['onePrizePerPerson'] === true,
    forfeits: ofType('prize-forfeited'),
  });
  const claims = new Set(ofType('prize-claimed').map(({ prize }) => prize));
  const winners = prizes.map((title, index) => {
    const [prize, ticket] = [index + 1, holdsNow[index]];
    if (ticket === undefined) return { prize, title, state: 'unawarded' };
    const { ticketNumber, holder } = ticket;
    return { prize, title, state: claims.has(prize) ? 'claimed' : 'drawn', ticketNumber, holder };
  });
  const forfeits = ofType('prize-forfeited').map((entry) => {
    const { type: _, ...forfeit } = entry;
    return forfeit;
  });
  const { raffle, rehearsal } = opened;
  const { at: drawnAt, ticketCount, order, reveal } = drawn;
  const [first] = holdsNow;
  const winner = first && { ticketNumber: first.ticketNumber, holder: first.holder };
  const { seal } = ofType('raffle-closed')[0] ?? {};
  const shown = { raffle, rehearsal, randomness: rules['randomness'], drawnAt, ticketCount, order };
  return withoutAbsent({ ...shown, winners, forfeits, index: first?.index, winner, seal, reveal });
}

/** Goes down the order with all prizes, then with each forfeited one. */
function walk(
  prizeCount: number,
  drawn: Entry,
  { once, forfeits }: { once: boolean; forfeits: readonly Entry[] },
): (Ticket | undefined)[] {
  const order = (Array.isArray(drawn['order']) ? drawn['order'] : []) as unknown as Ticket[];
  const barred = new Set<string>();
  let next = 0;
  const seen = new Set<string>();
  const takeNext = (): Ticket | undefined => {
    while (next < order.length) {
      const ticket = order[next]!;
      next += 1;
      const isRepeated = once && seen.has(ticket?.holder);
      seen.add(ticket?.holder);
      if (!isRepeated && !barred.has(ticket?.holder)) return ticket;
    }
    return undefined;
  };
  const winners = Array.from({ length: prizeCount }, takeNext);
  for (const { prize, reason } of forfeits) {
    const place = Number(prize) - 1;
    const loser = winners[place];
    if (loser === undefined) continue;
    if (reason === 'ineligible') barred.add(loser.holder);
    winners[place] = takeNext();
  }
  return winners;
}

function withoutAbsent(record: Readonly<Record<string, Json | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Json;
}
