import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { jsonMutations } from './json-mutations.ts';
import { toBundle, type PublicBundle } from './sealed-log.ts';

/** A bundle that says something else than the true one. */
export interface Lie {
  readonly name: string;
  readonly bundle: PublicBundle;
}

/** What the lines of a bundle say. */
export function entriesOf({ lines }: PublicBundle): Json[] {
  return lines.map((line) => JSON.parse(line) as Json);
}

/** Every member of every entry, seal, reveal and beacon; every entry dropped, doubled, moved. */
export function entryLies(
  truth: PublicBundle,
  toLie: (entries: readonly Json[], truth: PublicBundle) => PublicBundle,
): Lie[] {
  return jsonMutations(entriesOf(truth)).map(({ name, value }) => ({
    name: `entries${name}`,
    bundle: toLie(value as readonly Json[], truth),
  }));
}

/** Told by somebody without the log's key: the checkpoint stays what it was. */
export function unsigned(lie: readonly Json[], truth: PublicBundle): PublicBundle {
  return { ...truth, lines: lie.map(canonicalJson) };
}

/** Told by the operator, who has the key and shows the draw that the log says. */
export function signedAnew(lie: readonly Json[], { draw }: PublicBundle): PublicBundle {
  return toBundle(lie, { ...(draw as object), ...shownIn(lie) });
}

function shownIn(lie: readonly Json[]): Record<string, Json> {
  const drawn = lie.find((entry) => isType(entry, 'winner-drawn')) as Record<string, Json>;
  const closed = lie.find((entry) => isType(entry, 'raffle-closed')) as Record<string, Json>;
  if (drawn === undefined || closed === undefined) return {};
  const { index, ticketCount, ticketNumber, holder, at, reveal } = drawn;
  const winner = { ticketNumber, holder } as Json;
  const shown = { index, ticketCount, winner, drawnAt: at, reveal, seal: closed['seal'] };
  return Object.fromEntries(
    Object.entries(shown).filter(([, value]) => value !== undefined),
  ) as never;
}

function isType(entry: Json, type: string): boolean {
  return (entry as { type?: unknown } | null)?.type === type;
}

/** Every line of the newest checkpoint; every checkpoint dropped, doubled, changed. */
export function checkpointLies(truth: PublicBundle): Lie[] {
  const [note] = truth.checkpoints as [string];
  const lines = note.split('\n').slice(0, -1);
  const join = (changed: readonly Json[]) => `${changed.map(String).join('\n')}\n`;
  const notes = jsonMutations(lines)
    .map(({ name, value }) => ({ name: `checkpoint${name}`, note: join(value as readonly Json[]) }))
    .filter((lie) => lie.note !== note)
    .map((lie) => ({ name: lie.name, bundle: { ...truth, checkpoints: [lie.note] } }));
  const lists = jsonMutations(truth.checkpoints).map(({ name, value }) => ({
    name: `checkpoints${name}`,
    bundle: { ...truth, checkpoints: value as readonly string[] },
  }));
  return [...notes, ...lists];
}

/** Every member of the draw that is shown, and none shown. */
export function drawLies(truth: PublicBundle): Lie[] {
  const { draw, ...hidden } = truth;
  const lies = jsonMutations(draw!).map(({ name, value }) => ({
    name: `draw${name}`,
    bundle: { ...truth, draw: value },
  }));
  return [...lies, { name: 'draw dropped', bundle: hidden }];
}
