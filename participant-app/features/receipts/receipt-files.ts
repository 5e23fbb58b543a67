import type { Ticket } from '#contract/tickets.ts';
import { receiptEvidenceFormat } from '#proof/saved-evidence.ts';
import { saveFile } from '#ui/save-file.ts';
import type { HeldReceipt, ReceiptsState } from './receipts-state.ts';

/** Saves a receipt as the file that `raffle verify` takes, named as in the service's download. */
export function saveReceipt(raffleId: string, { number, text }: HeldReceipt): void {
  saveFile({ name: `${raffleId}-${number}.tlog-proof`, type: 'text/plain', text });
}

export interface EvidenceFacts {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly receipt: HeldReceipt;
  readonly state: ReceiptsState;
  /** The valid tickets that the service lists as this account's; undefined if it has not. */
  readonly listed: readonly Ticket[] | undefined;
}

/** Saves a receipt with the keys and answers that contradict it, for another person to check. */
export function saveEvidence(facts: EvidenceFacts): void {
  const { serviceUrl, raffleId, receipt, state, listed } = facts;
  const evidence = {
    format: receiptEvidenceFormat,
    service: new URL(serviceUrl).origin,
    raffle: raffleId,
    ticket: receipt.number,
    sale: receipt.sale,
    savedAt: new Date().toISOString(),
    receipt: receipt.text,
    logKeySeenFirst: state.logKey ?? null,
    logKeySeenNow: state.otherKey ?? state.logKey ?? null,
    ticketsListed: listed?.map(({ number, sale }) => ({ number, sale })) ?? null,
    checks: receipt.checks ?? null,
  };
  const text = `${JSON.stringify(evidence, null, 2)}\n`;
  const name = `${raffleId}-${receipt.number}.evidence.json`;
  saveFile({ name, type: 'application/json', text });
}
