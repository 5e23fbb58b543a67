import { problemSentences } from '#ui/problems/describe-api-error.ts';
import { german as germanProblems } from '#ui/problems/de.ts';
import { german as germanEvent } from '#ui/event/words-de.ts';
import { eventWords } from '#ui/event/words.ts';
import { german } from './de.ts';
import { appMessages } from './messages.ts';

/** Adds the German texts of the first screen. */
export function addGerman(): void {
  appMessages.add('de', german);
  eventWords.add('de', germanEvent);
  problemSentences.add('de', () => germanProblems);
}
