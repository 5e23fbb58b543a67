import { createLateLanguages } from '#ui/late-languages.ts';
import { problemSentences } from '#ui/problems/describe-api-error.ts';
import { english } from '#ui/problems/en.ts';
import { speakable } from './messages.ts';
import { english as operatorProblems } from './operator-problems-en.ts';

/** Adds the English sentences of operators' requests to those of both apps. */
export function addEnglish(): void {
  problemSentences.add('en', () => ({
    ...english,
    problems: { ...english.problems, ...operatorProblems },
  }));
}

addEnglish();

const useLateLocale = createLateLanguages({
  async de() {
    const { addGerman } = await import(/* webpackChunkName: "german" */ './german.ts');
    addGerman();
  },
});

/** The locale to show the app in, for the one that is wanted; undefined while its texts are loading. */
export function useLoadedLocale(wanted: string): string | undefined {
  return useLateLocale(speakable(wanted));
}
