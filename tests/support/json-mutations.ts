import type { Json } from '#proof/canonical-json.ts';

/** One change to a value. */
export interface JsonMutation {
  /** Path and kind of the change: `seal.root changed`. */
  readonly name: string;
  readonly value: Json;
}

/** Changes, drops, doubles and moves every member and item at any depth, and adds one. */
export function jsonMutations(value: Json, path = ''): JsonMutation[] {
  if (Array.isArray(value)) return listMutations(value, path);
  if (typeof value !== 'object' || value === null) return scalarMutations(value, path);
  const members = value as Readonly<Record<string, Json>>;
  const added = { name: `${path}.more added`, value: { ...members, more: 1 } };
  const each = Object.entries(members).flatMap(([name, member]) => {
    const { [name]: _, ...rest } = members;
    const inside = jsonMutations(member, `${path}.${name}`);
    return [
      { name: `${path}.${name} dropped`, value: rest },
      ...inside.map((lie) => ({ ...lie, value: { ...members, [name]: lie.value } })),
    ];
  });
  return [added, ...each];
}

function listMutations(list: readonly Json[], path: string): JsonMutation[] {
  return list.flatMap((item, index) => {
    const at = `${path}[${index}]`;
    const put = (...items: Json[]) => list.toSpliced(index, 1, ...items);
    const moved = list.toSpliced(index, 2, list[index + 1] ?? null, item);
    return [
      { name: `${at} dropped`, value: put() },
      { name: `${at} doubled`, value: put(item, item) },
      ...(index + 1 < list.length ? [{ name: `${at} moved`, value: moved }] : []),
      ...jsonMutations(item, at).map((lie) => ({ ...lie, value: put(lie.value) })),
    ];
  });
}

function scalarMutations(value: string | number | boolean | null, path: string): JsonMutation[] {
  const others: Json[] =
    typeof value === 'number'
      ? [value + 1, value - 1, -value - 1, value + 0.5, String(value)]
      : typeof value === 'string'
        ? [flip(value, 0), flip(value, value.length - 1), `${value}0`, value.slice(1), '', 7]
        : typeof value === 'boolean'
          ? [!value, String(value), 1]
          : [];
  return [...others, null, [], {}].map((other) => ({
    name: `${path} = ${JSON.stringify(other).slice(0, 40)}`,
    value: other,
  }));
}

/** Replaces a character by another of the same class, which mostly keeps the format valid. */
function flip(text: string, index: number): string {
  const other = text[index] === '1' ? '2' : '1';
  return text.slice(0, index) + other + text.slice(index + 1);
}
