import { lastAccount } from './last-account.ts';
import { receiptBox } from './receipt-box.ts';

/** The receipts of whoever was signed in here last, as they came. After a sign-out there are none. */
export function keptTexts(place: { serviceUrl: string; raffleId: string }): readonly string[] {
  const accountId = lastAccount(place.serviceUrl).load();
  if (accountId === undefined) return [];
  return Object.values(receiptBox({ ...place, accountId }).load()?.texts ?? {});
}
