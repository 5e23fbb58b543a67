import type * as kit from './kit.ts';

export type ReceiptKit = typeof kit;

/** One file with the pages of receipts, where there are such pages: who has one has the other. */
export async function loadKit(): Promise<ReceiptKit> {
  return import(/* webpackChunkName: "receipts" */ './kit.ts');
}
