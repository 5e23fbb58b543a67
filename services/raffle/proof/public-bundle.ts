import { publicFormat } from './bundle-format.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { readNoteText } from './signed-note.ts';

/**
 * Everything that anybody can see of a raffle, in one file.
 *
 * @see docs/verifying.md, "Bundles".
 */
export interface PublicBundle {
  readonly format: typeof publicFormat;
  readonly raffle: string;
  /** The leaves of the log, byte for byte. @see RFC 9162 section 2.1.1 for what is hashed of them. */
  readonly lines: readonly string[];
  /** Verbatim, oldest first. @see C2SP tlog-checkpoint. */
  readonly checkpoints: readonly string[];
  /** The draw as the service shows it. */
  readonly draw?: unknown;
}

/** Who can be asked for what anybody can see of a raffle. */
export interface PublicSource {
  checkpoint(): Promise<string>;
  /** The leaves `[0, size)`; all of them where no size is given. */
  lines(size?: number): Promise<readonly string[]>;
  /** As the service shows it, or undefined where it shows none. */
  draw(): Promise<unknown>;
}

/**
 * Collects the log up to the newest checkpoint; tickets sold meanwhile are left for the next time.
 *
 * @see C2SP tlog-checkpoint: it signs the first `size` leaves, and nothing after them.
 */
export async function collectBundle(raffle: string, source: PublicSource): Promise<PublicBundle> {
  const checkpoint = await source.checkpoint();
  const lines = await source.lines(sizeOf(checkpoint));
  const isDrawn = lines.at(-1)?.includes('"type":"winner-drawn"') ?? false;
  const draw = isDrawn ? await source.draw() : undefined;
  return {
    format: publicFormat,
    raffle,
    lines,
    checkpoints: [checkpoint],
    ...(draw === undefined ? {} : { draw }),
  };
}

/** Everything, where the checkpoint cannot be read: the audit will say so. */
function sizeOf(checkpoint: string): number | undefined {
  try {
    return parseCheckpoint(readNoteText(checkpoint)).size;
  } catch {
    return undefined;
  }
}
