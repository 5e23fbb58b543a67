import { createLateLanguages } from '#ui/late-languages.ts';
import { speakable } from './messages.ts';

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
