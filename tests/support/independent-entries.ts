import { refuse } from './independent-log.ts';

// Written from docs/verifying.md alone: what entries are made of.

export type Entry = Record<string, unknown>;

/** What a line says, if it is an entry in its one form. */
export function readLine(line: string): Entry {
  const entry = JSON.parse(line) as Entry;
  if (canonical(entry) !== line) refuse('canonical form');
  const kind = Object.entries(kinds).find(([name]) => name === entry['type']);
  return kind?.[1](entry) ? entry : refuse('members');
}

/** RFC 8785, for what parsed JSON holds. */
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
  typeof value === 'string' && value.length === 24 && new Date(value).toISOString() === value;

/** Has these members, those with a question mark perhaps, and no other. */
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
const reveal = made({ r: whole(0), nonce: hexOf(32), beacon });
const type: Test = () => true;
const kinds: Readonly<Record<string, Test>> = {
  'raffle-opened': made({
    type,
    raffle: words,
    title: words,
    capacity: whole(1),
    perPersonLimit: whole(1),
    randomness: (value) => value === 'local' || value === 'drand',
    'rehearsal?': (value) => value === true,
    logKey: words,
    at: time,
  }),
  'ticket-sold': made({ type, number: whole(1), holder: words, at: time }),
  'raffle-closed': made({ type, ticketCount: whole(0), 'seal?': seal, at: time }),
  'winner-drawn': made({
    type,
    ticketCount: whole(1),
    index: whole(0),
    ticketNumber: whole(1),
    holder: words,
    'reveal?': reveal,
    at: time,
  }),
};
