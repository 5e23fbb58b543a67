import { membersOf, show } from './audit-values.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { readNoteText } from './signed-note.ts';
import { NotChecked } from './proof-error.ts';

/** The format of an operator's bundle, with the operators' signatures. */
export const bundleFormat = 'raffle-audit-bundle/2';
/** The format of a public bundle, made from what the service shows to everyone. */
export const publicFormat = 'raffle-public-log/2';

const attemptsMax = 5;

/** Required members by format. A bundle without checkpoints can be read, but its audit fails. */
const requiredMembers: ReadonlyMap<unknown, readonly string[]> = new Map([
  [bundleFormat, ['raffle', 'entries', 'keys']],
  [publicFormat, ['raffle', 'lines']],
]);

/** Whether a value is a complete bundle of either format. Its content is not checked. */
export function isBundle(value: unknown): value is Record<string, unknown> {
  return findFault(value) === undefined;
}

/** @throws {NotChecked} It is not a bundle, or a part is missing; it says nothing about any raffle. */
export function requireBundle(value: unknown): asserts value is Record<string, unknown> {
  const fault = findFault(value);
  if (fault !== undefined) throw new NotChecked(fault);
}

function findFault(value: unknown): string | undefined {
  const bundle = membersOf(value);
  const required = requiredMembers.get(bundle['format']);
  if (required === undefined) {
    return `It is not a bundle: its format is ${show(bundle['format'])}, not "${bundleFormat}" or "${publicFormat}".`;
  }
  const missing = required.find((name) => bundle[name] === undefined);
  return missing === undefined ? undefined : `The bundle is incomplete: its ${missing} is missing.`;
}

/**
 * The public log of a raffle in one file.
 *
 * @see docs/verifying.md, "Bundles".
 */
export interface PublicBundle {
  readonly format: typeof publicFormat;
  readonly raffle: string;
  /** The data of the leaves, byte for byte. @see RFC 9162 section 2.1.1 for their hashes. */
  readonly lines: readonly string[];
  /** Signed checkpoints, verbatim, oldest first. @see C2SP tlog-checkpoint. */
  readonly checkpoints: readonly string[];
  /** The draw record as the service shows it. */
  readonly draw?: unknown;
}

/** Fetches the public log of one raffle. */
export interface PublicSource {
  /** The newest checkpoint; with a size that of an earlier batch, undefined if there is none. */
  checkpoint(): Promise<string>;
  checkpoint(size: number): Promise<string | undefined>;
  /** The leaves `[0, size)`; all of them without a size. */
  lines(size?: number): Promise<readonly string[]>;
  /** The draw record, or undefined if the service shows none. */
  draw(): Promise<unknown>;
}

/**
 * Collects the log up to the newest checkpoint. Tickets sold after it are left out.
 *
 * @see C2SP tlog-checkpoint: a checkpoint signs the first `size` leaves and nothing after them.
 */
export async function collectBundle(raffle: string, source: PublicSource): Promise<PublicBundle> {
  const { lines, checkpoint, draw } = await collectLog(source);
  const checkpoints = [...(await collectEarlier(source, lines, checkpoint)), checkpoint];
  const shown = draw === undefined ? {} : { draw };
  return { format: publicFormat, raffle, lines, checkpoints, ...shown };
}

async function collectLog(source: PublicSource) {
  for (let attempt = 1; ; attempt += 1) {
    const checkpoint = await source.checkpoint();
    const lines = await source.lines(sizeOf(checkpoint));
    const isDrawn = lines.some((line) => line.includes('"type":"raffle-drawn"'));
    if (!isDrawn) return { lines, checkpoint, draw: undefined };
    const draw = await source.draw();
    // A claim or a forfeit in between changes the draw record: it must be that of these lines.
    const isUnchanged = sizeOf(await source.checkpoint()) === sizeOf(checkpoint);
    if (isUnchanged || attempt === attemptsMax) return { lines, checkpoint, draw };
  }
}

/** The steps at which a service asks witnesses at once. */
const steps = ['raffle-opened', 'raffle-closed', 'raffle-drawn'].map((type) => `"type":"${type}"`);

/**
 * The checkpoints of the opening, the closing and the draw that are older than the newest one. Each has
 * the cosignatures of its own time: those of the closing show when it was seen first. Without them less
 * can be proven, and nothing is wrong.
 */
async function collectEarlier(
  source: PublicSource,
  lines: readonly string[],
  newest: string,
): Promise<readonly string[]> {
  const newestSize = sizeOf(newest) ?? 0;
  const sizes = steps
    .map((type) => 1 + lines.findIndex((line) => line.includes(type)))
    .filter((size) => size > 0 && size < newestSize);
  const earlier: string[] = [];
  for (const size of new Set(sizes)) {
    const note = await source.checkpoint(size);
    if (note !== undefined && sizeOf(note) === size) earlier.push(note);
  }
  return earlier;
}

/** Undefined, so the whole log, if the checkpoint cannot be read; the audit will report that. */
function sizeOf(checkpoint: string): number | undefined {
  try {
    return parseCheckpoint(readNoteText(checkpoint)).size;
  } catch {
    return undefined;
  }
}
