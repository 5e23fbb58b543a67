import { german } from './messages/de.ts';
import { english, type VerifierMessages } from './messages/en.ts';

/** The words of a reader's language. */
export interface Words {
  readonly locale: 'en' | 'de';
  readonly say: VerifierMessages;
}

/** @param language BCP 47 tag of the browser. What is not spoken gets English. */
export function wordsFor(language: string): Words {
  return language.toLowerCase().startsWith('de')
    ? { locale: 'de', say: german }
    : { locale: 'en', say: english };
}
