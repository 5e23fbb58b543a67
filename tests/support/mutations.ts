import type { AuditBundle } from '#contract/admin-keys.ts';
import { formatVerifierKey } from '#proof/signed-note.ts';

/** One change to a bundle. */
export interface Mutation {
  readonly name: string;
  readonly bundle: unknown;
}

type Loose = Record<string, unknown>;

/** Well-formed but wrong values, by the name of the member. */
const lies: Readonly<Record<string, (value: never) => unknown[]>> = {
  type: () => ['raffle-opened', 'ticket-sold', 'raffle-closed', 'raffle-drawn', 'toString'],
  holder: () => ['ann', 'bob', 'cem', 'dora'],
  at: (value: string) => [1_000, -1_000, 31_536_000_000].map((ms) => later(value, ms)),
  role: () => ['admin', 'auditor'],
  randomness: () => ['drand'],
  cause: () => ['order', 'schedule', 'draw'],
  reason: () => ['unpaid', 'mistake', 'declined', 'unclaimed', 'ineligible'],
  rehearsal: () => [false, 'true', 1],
  logKey: (value: string) => [otherKey(value, 'spring'), otherKey(value, 'autumn'), `${value}A`],
  signature: (value: string) => [flip(value, 0), flip(value, value.length - 1)],
  publicKey: (value: string) => [flip(value, 0)],
  base: (value: string) => [
    value.replace('POST', 'PUT'),
    value.replaceAll(/"@authority": \S+/g, '"@authority": other.example'),
    `${value}\n`,
  ],
};

/** Changes, retypes and drops every member of every object, and every entry. */
export function mutations(bundle: AuditBundle): Mutation[] {
  const places: (readonly (string | number)[])[] = [
    [],
    ...bundle.keys.map((_, index) => ['keys', index]),
    ...bundle.entries.flatMap(({ order }, index) => [
      ['entries', index],
      ['entries', index, 'entry'],
      ...(typeof order === 'object' && order !== null ? [['entries', index, 'order']] : []),
    ]),
  ];
  return [...places.flatMap((place) => mutateObject(bundle, place)), ...mutateOrder(bundle)];
}

function mutateObject(bundle: AuditBundle, path: readonly (string | number)[]): Mutation[] {
  const at = (copy: unknown): Loose =>
    path.reduce((value, step) => value[step] as Loose, copy as Loose);
  const bend = (name: string, change: (object: Loose) => void): Mutation => {
    const copy = structuredClone(bundle);
    change(at(copy));
    return { name: `${toText(path)}${name}`, bundle: copy };
  };
  const members = Object.entries(at(bundle)).flatMap(([name, value]) => [
    bend(`.${name} dropped`, (object) => delete object[name]),
    ...valuesInsteadOf(name, value).map((lie) =>
      bend(`.${name} = ${JSON.stringify(lie)?.slice(0, 60)}`, (object) => (object[name] = lie)),
    ),
  ]);
  const isRead = path.length > 2 || path[0] === 'keys';
  return isRead ? [...members, bend('.more added', (object) => (object['more'] = 1))] : members;
}

function valuesInsteadOf(name: string, value: unknown): unknown[] {
  const otherTypes = [null, 7.5, '', [], {}, true].filter(
    (other) => typeof other !== typeof value || other === '' || other === 7.5 || value === null,
  );
  const sameType =
    lies[name]?.(value as never) ??
    (typeof value === 'number' ? [value + 1, value - 1, -value, 2 ** 53] : [`${String(value)}x`]);
  return [...sameType, ...otherTypes].filter((lie) => lie !== value);
}

function mutateOrder(bundle: AuditBundle): Mutation[] {
  const rearrange = (name: string, change: (entries: unknown[]) => void): Mutation => {
    const copy = structuredClone(bundle);
    change(copy.entries);
    return { name, bundle: copy };
  };
  return bundle.entries.flatMap((entry, index) => [
    rearrange(`entries[${index}] dropped`, (entries) => entries.splice(index, 1)),
    rearrange(`entries[${index}] doubled`, (entries) => entries.splice(index, 0, entry)),
    ...(index === 0
      ? []
      : [
          rearrange(`entries[${index}] swapped with the one before`, (entries) => {
            entries.splice(index - 1, 2, entry, entries[index - 1]);
          }),
        ]),
  ]);
}

function toText(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

function later(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}

function flip(text: string, index: number): string {
  const other = text[index] === 'A' ? 'B' : 'A';
  return text.slice(0, index) + other + text.slice(index + 1);
}

/** The key of another operator. */
function otherKey(verifierKey: string, raffle: string): string {
  const host = verifierKey.split('/')[0]!;
  return formatVerifierKey(`${host}/raffles/${raffle}`, new Uint8Array(32).fill(9));
}
