import { refuse } from './independent-log.ts';

// Written from docs/verifying.md alone: the members of entries.

export type Entry = Record<string, unknown>;

/** Parses a line, which must be an entry in canonical form. */
export function readLine(line: string): Entry {
  const entry = parse(line);
  if (canonical(entry) !== line) refuse('canonical form');
  const kind = Object.entries(kinds).find(([name]) => name === entry['type']);
  return kind?.[1](entry) ? entry : refuse('members');
}

function parse(line: string): Entry {
  try {
    return Object(JSON.parse(line)) as Entry;
  } catch {
    return refuse('JSON');
  }
}

/** Canonical JSON by RFC 8785, for parsed JSON values. */
export function canonical(value: unknown): string {
  const sorted = (_: string, each: unknown): unknown =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  return JSON.stringify(value, sorted);
}

type Test = (value: unknown) => boolean;

const words: Test = (value) => typeof value === 'string' && value !== '';
const whole =
  (from: number): Test =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= from;
const hexOf =
  (byteCount: number): Test =>
  (value) =>
    typeof value === 'string' && value.length === 2 * byteCount && !/[^0-9a-f]/.test(value);
const time: Test = (value) =>
  typeof value === 'string' &&
  value.length === 24 &&
  Number.isFinite(Date.parse(value)) &&
  new Date(value).toISOString() === value;

function among(...texts: readonly string[]): Test {
  return (value) => texts.includes(value as string);
}

function list(rule: Test, min: number, max: number): Test {
  return (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(rule);
}

/** Checks that a value has exactly these members; those with a question mark are optional. */
const made =
  (members: Readonly<Record<string, Test>>): Test =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const has = (name: string) => Object.hasOwn(value, name);
    const rules = Object.entries(members).map(([name, rule]) => ({
      name: name.replace('?', ''),
      rule,
      isOptional: name.endsWith('?'),
    }));
    return (
      Object.keys(value).every((name) => rules.some((rule) => rule.name === name)) &&
      rules.every(({ name, rule, isOptional }) =>
        has(name) ? rule((value as Entry)[name]) : isOptional,
      )
    );
  };

const seal = made({
  root: hexOf(32),
  commitment: hexOf(32),
  chainHash: hexOf(32),
  round: whole(1),
  publishedAt: time,
});
const beacon = made({ round: whole(1), randomness: hexOf(32), signature: hexOf(48) });
const reveal = made({ r: list(whole(0), 1, Infinity), nonce: hexOf(32), beacon });
const type: Test = () => true;
const yes: Test = (value) => value === true;
const amount = (value: unknown) => whole(0)(value);
const notice = made({
  'organiser?': words,
  'contact?': words,
  'purpose?': words,
  'price?': made({
    amount,
    currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
  }),
  'payment?': words,
  'place?': words,
  'drawAt?': time,
  'licence?': words,
  'terms?': (value) => words(value) && (value as string).length <= 4000,
  'picture?': hexOf(32),
  'resultsUrl?': words,
  'askFor?': made({
    'name?': among('required', 'optional'),
    'phone?': among('required', 'optional'),
  }),
});
const rules: Readonly<Record<string, Test>> = {
  title: words,
  capacity: whole(1),
  perPersonLimit: whole(1),
  randomness: among('local', 'drand'),
  'chainHash?': hexOf(32),
  prizes: list((value) => typeof value === 'string' && /\S/.test(value), 1, 20),
  reserves: (value) => whole(0)(value) && (value as number) <= 50,
  'onePrizePerPerson?': yes,
  'opensAt?': time,
  'closesAt?': time,
  'claimBy?': time,
  'notice?': notice,
};
/** In an amendment all rules are optional, and null removes the optional ones. */
const changes = Object.fromEntries(
  Object.entries(rules).map(([name, rule]): [string, Test] =>
    name.endsWith('?') ? [name, (value) => value === null || rule(value)] : [`${name}?`, rule],
  ),
);
const drawn = made({ index: whole(0), ticketNumber: whole(1), holder: words, sale: whole(1) });
const kinds: Readonly<Record<string, Test>> = {
  'raffle-opened': made({
    type,
    schema: (value) => value === 2,
    raffle: words,
    ...rules,
    'rehearsal?': yes,
    logKey: words,
    at: time,
  }),
  'raffle-amended': made({ type, ...changes, at: time }),
  'ticket-sold': made({ type, number: whole(1), holder: words, 'desk?': yes, at: time }),
  'ticket-voided': made({
    type,
    number: whole(1),
    reason: among('refunded', 'unpaid', 'mistake', 'ineligible'),
    at: time,
  }),
  'raffle-closed': made({
    type,
    ticketCount: whole(0),
    cause: among('order', 'schedule', 'draw'),
    'seal?': seal,
    at: time,
  }),
  'raffle-drawn': made({
    type,
    ticketCount: whole(1),
    order: list(drawn, 1, Infinity),
    'reveal?': reveal,
    at: time,
  }),
  'prize-claimed': made({ type, prize: whole(1), ticketNumber: whole(1), at: time }),
  'prize-forfeited': made({
    type,
    prize: whole(1),
    ticketNumber: whole(1),
    reason: among('unclaimed', 'declined', 'ineligible'),
    at: time,
  }),
  'raffle-cancelled': made({ type, reason: words, at: time }),
};
