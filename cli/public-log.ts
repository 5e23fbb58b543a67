import { ProblemReply, type RaffleClient } from '#contract/client.ts';
import type { DrawRecord } from '#contract/schemas.ts';
import { publicFormat } from '#proof/audit.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { readNoteText } from '#proof/signed-note.ts';

/** Everything that anybody can see of a raffle. */
export interface PublicBundle {
  readonly format: typeof publicFormat;
  readonly raffle: string;
  /** The leaves of the log, byte for byte. */
  readonly lines: readonly string[];
  readonly checkpoints: readonly string[];
  /** The draw as the service shows it. */
  readonly draw?: DrawRecord;
}

/** Fetches the log up to the newest checkpoint; tickets sold meanwhile are left for the next time. */
export async function fetchPublicLog(
  client: RaffleClient,
  id: string,
  signal: AbortSignal,
): Promise<PublicBundle> {
  const call = { params: { id }, signal };
  const checkpoint = await client.text('showCheckpoint', call);
  const text = await client.text('showLog', call);
  const lines = text.split('\n').slice(0, -1).slice(0, sizeOf(checkpoint));
  const isDrawn = lines.at(-1)?.includes('"type":"winner-drawn"') ?? false;
  const draw = isDrawn ? await fetchDraw(client, call) : undefined;
  return {
    format: publicFormat,
    raffle: id,
    lines,
    checkpoints: [checkpoint],
    ...(draw === undefined ? {} : { draw }),
  };
}

/** A service that hides its draw is for the audit to tell. */
async function fetchDraw(
  client: RaffleClient,
  call: { readonly params: { readonly id: string }; readonly signal: AbortSignal },
): Promise<DrawRecord | undefined> {
  try {
    return await client.call('showDraw', call);
  } catch (error) {
    if (error instanceof ProblemReply && error.code === 'not-drawn') return undefined;
    throw error;
  }
}

/** Everything, where the checkpoint cannot be read: the audit will say so. */
function sizeOf(checkpoint: string): number | undefined {
  try {
    return parseCheckpoint(readNoteText(checkpoint)).size;
  } catch {
    return undefined;
  }
}
