import { canonical, type Entry } from './independent-entries.ts';
import { refuse } from './independent-log.ts';

// Written from docs/verifying.md alone: the rules, entry by entry.

interface Drawn {
  readonly index: number;
  readonly ticketNumber: number;
  readonly holder: string;
  readonly sale: number;
}

interface Prize {
  ticket: Drawn | undefined;
  /** When the ticket got it. */
  since: string;
  isClaimed: boolean;
}

interface Sale {
  readonly number: number;
  readonly holder: string;
  readonly sale: number;
}

/** What happened in a log that keeps the rules. */
export interface Course {
  readonly opened: Entry;
  rules: Entry;
  /** The valid tickets, in number order. */
  pool: Sale[];
  hasSale: boolean;
  closed?: Entry;
  /** Log index of the closing. */
  closedAt: number;
  drawn?: Entry;
  cancelled?: Entry;
  prizes: Prize[];
  /** The tickets of the order that can still get a prize. */
  waiting: Drawn[];
  forfeits: Entry[];
}

/** Follows a log from its opening, and refuses the first entry that the rules do not allow. */
export function followEntries([opened, ...rest]: readonly Entry[]): Course {
  const { type: _, schema: __, raffle: ___, logKey: ____, rehearsal: _____, ...rules } = opened!;
  const course: Course = {
    opened: opened!,
    rules,
    pool: [],
    hasSale: false,
    closedAt: Infinity,
    prizes: [],
    waiting: [],
    forfeits: [],
  };
  requireFit(rules, opened!);
  let before = opened!['at'] as string;
  for (const [index, entry] of rest.entries()) {
    const at = entry['at'] as string;
    if (at < before) refuse('time goes back');
    before = at;
    const type = entry['type'] as string;
    const isOpen = course.closed === undefined && course.cancelled === undefined;
    if (isOpen !== openTypes.has(type)) refuse(`${type} at the wrong time`);
    const closesAt = course.rules['closesAt'] as string | undefined;
    const isDue = isOpen && closesAt !== undefined && at >= closesAt;
    if (isDue !== (entry['cause'] === 'schedule')) refuse('scheduled closing');
    steps[type]!(course, entry, index + 1);
  }
  const last = rest.at(-1);
  if (last?.['cause'] === 'draw' && last['seal'] === undefined) refuse('drawn at once');
  return course;
}

const openTypes = new Set([
  'raffle-amended',
  'ticket-sold',
  'ticket-voided',
  'raffle-closed',
  'raffle-cancelled',
]);

type Step = (course: Course, entry: Entry, index: number) => void;

const steps: Readonly<Record<string, Step>> = {
  'raffle-opened': () => refuse('one opening'),
  'raffle-amended': amend,
  'ticket-sold': sell,
  'ticket-voided': (course, { number }) => {
    if (!course.pool.some((ticket) => ticket.number === number)) refuse('void');
    course.pool = course.pool.filter((ticket) => ticket.number !== number);
  },
  'raffle-closed': close,
  'raffle-drawn': draw,
  'prize-claimed': (course, entry) => {
    heldPrize(course, entry).isClaimed = true;
  },
  'prize-forfeited': forfeit,
  'raffle-cancelled': (course, entry) => {
    course.cancelled = entry;
  },
};

/** A value if it is a text. */
function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function amend(course: Course, entry: Entry): void {
  const { type: _, at, ...changes } = entry;
  const { rules, hasSale } = course;
  const names = Object.keys(changes);
  if (names.length === 0) refuse('empty amendment');
  const isSame = (a: unknown, b: unknown) =>
    canonical({ v: a ?? null }) === canonical({ v: b ?? null });
  if (names.some((name) => isSame(changes[name], rules[name]))) refuse('no change');
  if (names.includes('chainHash') !== names.includes('randomness')) refuse('chain alone');
  if (hasSale) {
    if (names.some((name) => !['title', 'notice', 'closesAt'].includes(name))) refuse('final');
    const parts = ['price', 'purpose', 'organiser', 'terms', 'askFor'];
    const [old, now] = [rules['notice'], changes['notice']].map((each) => (each ?? {}) as Entry);
    const isFinal = parts.some((part) => !isSame(old![part], now![part]));
    if (names.includes('notice') && isFinal) refuse('final notice');
    const isLater = textOf(changes['closesAt'], '') > textOf(rules['closesAt'], '~');
    if (names.includes('closesAt') && !isLater) refuse('closesAt');
  }
  const all = Object.entries({ ...rules, ...changes }).filter(([, value]) => value !== null);
  course.rules = Object.fromEntries(all);
  requireFit(course.rules, { ...changes, at });
}

/** The rules must fit together; an end of sales that an entry sets is later than the entry. */
function requireFit(rules: Entry, set: Entry): void {
  if ((rules['randomness'] === 'drand') !== (rules['chainHash'] !== undefined)) refuse('chainHash');
  const [opens, closes, claim] = ['opensAt', 'closesAt', 'claimBy'].map(
    (name) => rules[name] as string | undefined,
  );
  if (set['closesAt'] && (set['closesAt'] as string) <= (set['at'] as string)) refuse('past');
  const drawing = (rules['notice'] as Entry | undefined)?.['drawAt'] as string | undefined;
  const times = [opens, closes, drawing, claim].filter((time) => time !== undefined);
  const isReversed = times.some((time, index) => index > 0 && time < times[index - 1]!);
  const isSame =
    new Set(times).size < times.length - (closes !== undefined && closes === drawing ? 1 : 0);
  if (isReversed || isSame) refuse('order of times');
  const others =
    ((rules['prizes'] as unknown[]).length - 1) * (Number(rules['perPersonLimit']) - 1);
  if (rules['onePrizePerPerson'] && Number(rules['reserves']) < Math.min(50, others)) {
    refuse('reserves');
  }
}

function sell(course: Course, entry: Entry, sale: number): void {
  const { rules, pool } = course;
  const opens = rules['opensAt'] as string | undefined;
  if (opens !== undefined && (entry['at'] as string) < opens) refuse('too early');
  // The pool is in number order: the first number that differs from its position is free.
  const gap = pool.findIndex((ticket, index) => ticket.number !== index + 1);
  const position = gap === -1 ? pool.length : gap;
  const [number, holder] = [entry['number'] as number, entry['holder'] as string];
  if (number !== position + 1) refuse('number');
  if (pool.length >= Number(rules['capacity'])) refuse('capacity');
  const held = pool.filter((ticket) => ticket.holder === holder).length;
  if (held >= Number(rules['perPersonLimit'])) refuse('limit');
  pool.splice(position, 0, { number, holder, sale });
  course.hasSale = true;
}

function close(course: Course, entry: Entry, index: number): void {
  const { rules, pool, hasSale } = course;
  const { ticketCount, cause } = entry;
  if (ticketCount !== pool.length) refuse('count');
  if (cause === 'draw' && pool.length === 0) refuse('nothing to draw');
  const isEarly =
    rules['closesAt'] !== undefined && hasSale && pool.length < Number(rules['capacity']);
  if (cause !== 'schedule' && isEarly) refuse('early closing');
  course.closed = entry;
  course.closedAt = index;
}

function draw(course: Course, entry: Entry, index: number): void {
  const { rules, pool, closed, closedAt } = course;
  if (course.drawn !== undefined || closed === undefined) refuse('one draw, after the closing');
  const isAtOnce = index === closedAt + 1 && entry['at'] === closed['at'];
  if (closed['cause'] === 'draw' && closed['seal'] === undefined && !isAtOnce) refuse('at once');
  if (entry['ticketCount'] !== pool.length) refuse('count');
  const prizes = rules['prizes'] as string[];
  const order = entry['order'] as Drawn[];
  if (order.length !== Math.min(pool.length, prizes.length + Number(rules['reserves'])))
    refuse('k');
  if (new Set(order.map((each) => each.index)).size < order.length) refuse('distinct');
  for (const { index: position, ticketNumber, holder, sale } of order) {
    const ticket = pool[position] ?? refuse('index');
    if (ticket.number !== ticketNumber) refuse('ticketNumber');
    if (ticket.holder !== holder) refuse('holder');
    if (ticket.sale !== sale) refuse('sale');
  }
  course.drawn = entry;
  course.waiting = order.filter(
    ({ holder }, place) =>
      !rules['onePrizePerPerson'] || order.findIndex((each) => each.holder === holder) === place,
  );
  course.prizes = prizes.map(() => ({
    ticket: course.waiting.shift(),
    since: entry['at'] as string,
    isClaimed: false,
  }));
}

/** The prize that this ticket holds and that was not handed over. */
function heldPrize({ prizes }: Course, { prize, ticketNumber }: Entry): Prize {
  const found = prizes[Number(prize) - 1];
  if (found === undefined || found.ticket?.ticketNumber !== ticketNumber) refuse('not held');
  if (found.isClaimed) refuse('claimed');
  return found;
}

function forfeit(course: Course, entry: Entry): void {
  const prize = heldPrize(course, entry);
  const { reason, at } = entry;
  const claimBy = course.rules['claimBy'] as string | undefined;
  if (reason === 'unclaimed') {
    if (claimBy === undefined) refuse('no time to claim');
    const dayLater = new Date(Date.parse(prize.since) + 86_400_000).toISOString();
    const end = prize.since < claimBy ? claimBy : dayLater;
    if ((at as string) < end) refuse('too early to forfeit');
  }
  if (reason === 'ineligible') {
    course.waiting = course.waiting.filter(({ holder }) => holder !== prize.ticket!.holder);
  }
  prize.ticket = course.waiting.shift();
  prize.since = at as string;
  course.forfeits.push(entry);
}
