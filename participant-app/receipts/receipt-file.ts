import { saveFile } from '#ui/save-file.ts';
import type { HeldReceipt } from './receipts-state.ts';

/** Saves a receipt as the file that `raffle verify` takes. */
export function saveReceipt(raffleId: string, { number, text }: HeldReceipt): void {
  saveFile({ name: receiptFileName(raffleId, number), type: 'text/plain', text });
}

/** How a receipt's file is called, here as in the service's own download. */
export function receiptFileName(raffleId: string, number: number): string {
  return `${raffleId}-${number}.tlog-proof`;
}
