import { createClient, ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { fromBase64, utf8 } from '#proof/bytes.ts';
import { formatCheckpoint, openCheckpoint } from '#proof/checkpoint.ts';
import { ProofError } from '#proof/proof-error.ts';
import { formatReceipt, parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { formatNote, parseVerifierKey, type VerifierKey } from '#proof/signed-note.ts';
import { checkpointEvidenceFormat } from '#proof/saved-evidence.ts';
import { saveFile } from '#ui/save-file.ts';
import { trustedCheckpoint } from '../../shared/trusted-checkpoint.ts';
import { fetchLogKey } from './check-receipt.ts';
import type { ShortReceipt } from './receipt-link.ts';

/** A receipt, restored from its short form and the log of the service. */
export type RestoredReceipt =
  | { readonly kind: 'restored'; readonly text: string }
  /** The log's key did not sign this. */
  | { readonly kind: 'not-signed' }
  /** The log's key signed a log that had the entry, and the service does not show that log any more. */
  | { readonly kind: 'denied'; readonly evidence: Evidence };

interface Evidence {
  readonly logKey: string;
  /** The signed checkpoint, which is in the short form. */
  readonly checkpoint: string;
  /** What the service answered; null if it has no such entry. */
  readonly answer: { readonly entry: string; readonly inclusion: readonly string[] } | null;
}

/**
 * Restores a receipt byte for byte: the short form has the signed checkpoint, and the service's log has
 * the entry and its inclusion proof.
 *
 * @throws {ProblemReply | ServiceUnreachable} if the service cannot be asked.
 */
export async function restoreReceipt(short: ShortReceipt): Promise<RestoredReceipt> {
  const serviceUrl = location.origin;
  const { raffleId, signature } = short;
  const known = trustedCheckpoint({ serviceUrl, raffleId }).load()?.logKey;
  const logKey = known ?? (await fetchLogKey(serviceUrl, raffleId));
  if (logKey === undefined) throw new ServiceUnreachable('The log has no first entry.');
  const key = parseVerifierKey(logKey);
  const checkpoint = formatNote(formatCheckpoint({ ...short, origin: key.name }), key, signature);
  if (!isSigned(checkpoint, key)) return { kind: 'not-signed' };
  const answer = await fetchEntry(serviceUrl, short);
  const text = answer && verifiedReceipt({ ...short, ...answer, checkpoint, key });
  return text === undefined
    ? { kind: 'denied', evidence: { logKey, checkpoint, answer: answer ?? null } }
    : { kind: 'restored', text };
}

function isSigned(checkpoint: string, key: VerifierKey): boolean {
  try {
    openCheckpoint(checkpoint, key);
    return true;
  } catch (error) {
    if (error instanceof ProofError) return false;
    throw error;
  }
}

/** @returns undefined if the log has no such entry. */
async function fetchEntry(serviceUrl: string, { raffleId: id, sale, size }: ShortReceipt) {
  const client = createClient({ baseUrl: serviceUrl });
  const params = { id };
  try {
    const [lines, { inclusion }] = await Promise.all([
      client.text('showLog', { params, query: { from: sale, to: sale + 1 } }),
      client.call('showInclusion', { params, query: { index: sale, size } }),
    ]);
    return { entry: lines.replace(/\n$/, ''), inclusion };
  } catch (error) {
    if (error instanceof ProblemReply && error.code === 'invalid-request') return undefined;
    throw error;
  }
}

interface Parts extends ShortReceipt {
  readonly entry: string;
  readonly inclusion: readonly string[];
  readonly checkpoint: string;
  readonly key: VerifierKey;
}

/** @returns undefined if the entry is not in the log of the checkpoint. */
function verifiedReceipt({ entry, inclusion, checkpoint, sale, key }: Parts): string | undefined {
  const proof = inclusion.map((hash) => fromBase64(hash) ?? new Uint8Array());
  const text = formatReceipt({ leaf: utf8(entry), index: sale, proof, checkpoint });
  try {
    verifyReceipt(parseReceipt(text), key);
    return text;
  } catch (error) {
    if (error instanceof ProofError) return undefined;
    throw error;
  }
}

/** Saves what contradicts the service's log, for another person to check. */
export function saveDenial({ raffleId, sale }: ShortReceipt, evidence: Evidence): void {
  const content = {
    format: checkpointEvidenceFormat,
    service: location.origin,
    raffle: raffleId,
    sale,
    savedAt: new Date().toISOString(),
    ...evidence,
  };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  saveFile({ name: `${raffleId}-sale-${sale}.evidence.json`, type: 'application/json', text });
}
