import { german as germanEvent } from '#ui/event/words-de.ts';
import { eventWords } from '#ui/event/words.ts';
import { german as germanProblems } from '#ui/problems/de.ts';
import { problemSentences } from '#ui/problems/describe-api-error.ts';
import { german } from './de.ts';
import { appMessages } from './messages.ts';
import { german as operatorProblems } from './operator-problems-de.ts';

/** Adds every German text of the app. */
export function addGerman(): void {
  appMessages.add('de', german);
  eventWords.add('de', germanEvent);
  problemSentences.add('de', () => ({
    ...germanProblems,
    problems: { ...germanProblems.problems, ...operatorProblems },
  }));
}
