import { createCatalogues } from '#ui/catalogues.ts';
import { german } from './de.ts';
import { english } from './en.ts';

export const { messagesFor, useMessages, speakable } = createCatalogues({
  en: english,
  de: german,
});
