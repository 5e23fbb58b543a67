import { isText, membersOf, parseJson } from './audit-values.ts';

/** The format of evidence about a receipt that a page saved. */
export const receiptEvidenceFormat = 'raffle-receipt-evidence/1';
/** The format of evidence about the QR code of a receipt, which has only the signed checkpoint. */
export const checkpointEvidenceFormat = 'raffle-checkpoint-evidence/1';

/**
 * Takes the receipt or the checkpoint out of evidence that a page saved. Nothing else in it is signed:
 * the log's key and the answers of the service are the word of the person who saved it.
 *
 * @param text Content of a file.
 * @returns The signed text, verbatim; any other text unchanged.
 */
export function signedPartOf(text: string): string {
  const { format, receipt, checkpoint } = membersOf(parseJson(text));
  if (format === receiptEvidenceFormat && isText(receipt)) return receipt;
  if (format === checkpointEvidenceFormat && isText(checkpoint)) return checkpoint;
  return text;
}
