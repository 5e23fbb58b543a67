import { createCatalogues } from '#ui/catalogues.ts';
import { english } from './en.ts';

/** The texts of the first screen. Other languages than English are added by `languages.ts`. */
export const appMessages = createCatalogues({ en: english });
export const { messagesFor, useMessages, speakable } = appMessages;
