import { clearKept } from '#ui/storage.ts';

/** Whose receipts, of which raffle, at which service. */
export interface ReceiptScope {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly accountId: string;
}

/** Whose receipts, of whatever raffle. */
export type ReceiptOwner = Pick<ReceiptScope, 'serviceUrl' | 'accountId'>;

/** How the names begin under which this browser keeps receipts of an account. */
export function receiptsPrefix({ serviceUrl, accountId }: ReceiptOwner): string {
  return `raffle-receipts ${new URL(serviceUrl).origin} ${encodeURIComponent(accountId)} `;
}

/** Takes all receipts of an account out of this browser, those of other raffles too. */
export function clearReceipts(owner: ReceiptOwner): void {
  clearKept(receiptsPrefix(owner));
}
