import { createCatalogues } from '#ui/catalogues.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/** The words about checking; they come with the parts that check. */
export const { messagesFor, useMessages } = createCatalogues({ en: english, de: german });
