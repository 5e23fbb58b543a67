import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { jsonMutations } from './json-mutations.ts';
import { toBundle, type PublicBundle } from './sealed-log.ts';
import { drawRecordOf } from './shown-draw.ts';

/** A changed bundle. */
export interface Lie {
  readonly name: string;
  readonly bundle: PublicBundle;
}

/** Parses the lines of a bundle. */
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

/** Every entry dated a second earlier and later. */
export function timeLies(truth: PublicBundle): Lie[] {
  return entriesOf(truth).flatMap((entry, place) =>
    [-1000, 1000].map((ms) => {
      const { at } = entry as { at: string };
      const lie = { ...(entry as object), at: new Date(Date.parse(at) + ms).toISOString() };
      const entries = entriesOf(truth).with(place, lie);
      const name = `entries[${place}].at ${ms < 0 ? 'earlier' : 'later'}`;
      return { name, bundle: signedAnew(entries, truth) };
    }),
  );
}

/** Changes by a person without the log's key: the checkpoint stays the same. */
export function unsigned(lie: readonly Json[], truth: PublicBundle): PublicBundle {
  return { ...truth, lines: lie.map(canonicalJson) };
}

/** Changes by the operator, who signs again and shows the draw that the log contains. */
export function signedAnew(lie: readonly Json[], { draw }: PublicBundle): PublicBundle {
  return toBundle(lie, drawRecordOf(lie) ?? draw);
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

/** Changes every member of the shown draw, and removes the draw. */
export function drawLies(truth: PublicBundle): Lie[] {
  const { draw, ...hidden } = truth;
  const lies = jsonMutations(draw!).map(({ name, value }) => ({
    name: `draw${name}`,
    bundle: { ...truth, draw: value },
  }));
  return [...lies, { name: 'draw dropped', bundle: hidden }];
}

/**
 * What the operator of `fairStoryWithPrizes` can rewrite after the closing, if no participant saved a
 * checkpoint of it: the time of each entry; and a claim, or the last forfeit, can be left out.
 */
export const fairSurvivors: readonly string[] = [
  ...[18, 20, 21].map((place) => `entries[${place}] dropped`),
  ...[16, 17, 18, 19, 20].flatMap((place) => [
    `entries[${place}].at earlier`,
    `entries[${place}].at later`,
  ]),
  // A second earlier it would be before `claimBy`.
  'entries[21].at later',
];
