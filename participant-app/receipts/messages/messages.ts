import { createCatalogues } from '#ui/catalogues.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/** Words that come with the receipts, so that whoever holds none need not load them. */
export const { messagesFor: receiptWordsFor, useMessages: useReceiptWords } = createCatalogues({
  en: english,
  de: german,
});
