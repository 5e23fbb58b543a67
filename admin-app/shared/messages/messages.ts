import { createCatalogues } from '#ui/catalogues.ts';
import { english } from './en.ts';

/** English is always there. Other languages are added by `languages.ts`. */
export const appMessages = createCatalogues({ en: english });
export const { messagesFor, useMessages, speakable } = appMessages;
