/** Where receipts come from, and where they are shown. */
export interface ReceiptPlace {
  readonly serviceUrl: string;
  readonly raffleId: string;
  /** False where the raffle is a guest on another site's page. */
  readonly isOwnPage: boolean;
}

/** The page of one receipt, on the service's own site. */
export function receiptUrl(place: ReceiptPlace, number: number): string {
  return urlIn(place, `tickets/${number}/receipt`);
}

/** The page with all receipts of whoever is signed in, to be printed. */
export function receiptsUrl(place: ReceiptPlace): string {
  return urlIn(place, 'receipts');
}

/** The page that shows the result to everybody. */
export function resultUrl(place: ReceiptPlace): string {
  return urlIn(place, 'result');
}

function urlIn({ serviceUrl, raffleId }: ReceiptPlace, path: string): string {
  return new URL(`/raffles/${encodeURIComponent(raffleId)}/${path}`, serviceUrl).href;
}
