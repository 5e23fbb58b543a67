import { createCatalogues } from '#ui/catalogues.ts';
import { german as germanEvent } from '#ui/event/words-de.ts';
import { eventWords } from '#ui/event/words.ts';
import { german } from './de.ts';
import { english } from './en.ts';

export const { messagesFor, useMessages, speakable } = createCatalogues({
  en: english,
  de: german,
});

eventWords.add('de', germanEvent);
