import { createCatalogues } from '#ui/catalogues.ts';
import { german } from './messages/de.ts';
import { english } from './messages/en.ts';

export type { ReceiptWords } from './messages/en.ts';

/** The texts about receipts. They are loaded with the code that shows receipts. */
export const { messagesFor: receiptWordsFor, useMessages: useReceiptWords } = createCatalogues({
  en: english,
  de: german,
});
