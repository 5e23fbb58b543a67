/** Type guards for the values in a log. */
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isText = (value: unknown): value is string => isString(value) && value !== '';
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
export const isPositive = (value: unknown): value is number => isCount(value) && value > 0;
export const isTrue = (value: unknown): value is true => value === true;
export const isHash = (value: unknown): value is string =>
  isString(value) && /^[0-9a-f]{64}$/.test(value);
/** An object that is not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** ISO 8601 in UTC with milliseconds, of an existing day. */
export const isTime = (value: unknown): value is string =>
  isString(value) &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  Number.isFinite(Date.parse(value)) &&
  new Date(value).toISOString() === value;

type Guard<Value> = (value: unknown) => value is Value;

/** A guard for a value that may be absent. */
export function optional<Value>(isRight: Guard<Value>): Guard<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || isRight(value);
}

/** A guard for a value that may be absent or null. */
export function removable<Value>(isRight: Guard<Value>): Guard<Value | null | undefined> {
  return (value): value is Value | null | undefined => value === null || optional(isRight)(value);
}

/** A guard for one of these texts. */
export function oneOf<const Text extends string>(...texts: readonly Text[]): Guard<Text> {
  return (value): value is Text => texts.some((text) => text === value);
}

/** A guard for a list of `min` to `max` items. */
export function listOf<Item>(
  isRight: Guard<Item>,
  { min = 0, max = Infinity } = {},
): Guard<readonly Item[]> {
  return (value): value is readonly Item[] =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(isRight);
}

/** A guard for an object with exactly these members. */
export function exactly<M extends Members>(members: M): Guard<Read<M>> {
  return (value): value is Read<M> =>
    isObject(value) && unknownMember(value, members) === undefined && hasMembers(value, members);
}

/** Type guards for the members of an object, by name. */
export type Members = Readonly<Record<string, (value: unknown) => value is unknown>>;
/** An object with these members. */
export type Read<M extends Members> = {
  readonly [Name in keyof M]: M[Name] extends (value: unknown) => value is infer Value
    ? Value
    : never;
};

/** The first member that is not one of these. */
export function unknownMember(object: object, members: Members): string | undefined {
  return Object.keys(object).find((name) => !Object.hasOwn(members, name));
}

/** Whether every one of these members is right. */
export function hasMembers<M extends Members>(object: object, members: M): object is Read<M> {
  return Object.entries(members).every(([name, isRight]) => isRight(ownMember(object, name)));
}

/** A member of the object itself. JSON can have a member `__proto__`, so inherited ones do not count. */
export function ownMember(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
