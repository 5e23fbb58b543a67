import { readReply } from '#proof/read-reply.ts';

/** A witness answers with a few signature lines or a number; a longer answer is not read. */
const replyBytesMax = 16_384;

/** Without empty lines: after one, the log's own signature would be a part of the signed text. */
const signatureLines = /^(?:— \S+ \S+\n)+$/;

/** What is sent to a witness. */
export interface CheckpointUpdate {
  /** Number of entries that the witness saw last; 0 if it saw none. */
  readonly from: number;
  /** Consistency proof from there to the checkpoint: hashes in base64. */
  readonly consistency: readonly string[];
  /** The signed checkpoint, without cosignatures. */
  readonly checkpoint: string;
}

/**
 * What a witness answered:
 * - `cosigned`: signature lines, which are not verified yet.
 * - `other-size`: it saw this number of entries last.
 * - `other-history`: the checkpoint contradicts what it saw.
 * - `refused`: it does not know this log or its key, or cannot read the request.
 */
export type WitnessReply =
  | { readonly kind: 'cosigned'; readonly lines: string }
  | { readonly kind: 'other-size'; readonly size: number }
  | { readonly kind: 'other-history' }
  | { readonly kind: 'refused'; readonly status: number };

/**
 * Asks a witness to cosign a checkpoint.
 *
 * @param url The submission prefix of the witness.
 * @throws {Error} It did not answer in time, or not as the protocol says.
 * @see C2SP tlog-witness, "add-checkpoint".
 */
export async function addCheckpoint(
  url: string,
  { from, consistency, checkpoint }: CheckpointUpdate,
  signal: AbortSignal,
): Promise<WitnessReply> {
  const reply = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `old ${from}\n${consistency.map((hash) => `${hash}\n`).join('')}\n${checkpoint}`,
    redirect: 'error',
    signal,
  });
  const { status } = reply;
  // An unread body would keep its connection.
  const text = await readReply(reply, replyBytesMax);
  switch (status) {
    case 200:
      if (signatureLines.test(text)) return { kind: 'cosigned', lines: text };
      throw new Error('The witness answered 200 without signature lines.');
    case 409: {
      const size = /^(0|[1-9]\d{0,14})\n?$/.exec(text)?.[1];
      if (size !== undefined) return { kind: 'other-size', size: Number(size) };
      throw new Error('The witness answered 409 without a size.');
    }
    case 422:
      return { kind: 'other-history' };
    case 400:
    case 403:
    case 404:
      return { kind: 'refused', status };
    default:
      throw new Error(`The witness answered ${status}.`);
  }
}
