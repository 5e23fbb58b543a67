import type { Guard } from '../support/guards/guard.ts';

const late = { file: 'ui/late-languages.ts', test: 'tests/ui/late-languages.test.tsx' };

export const guards: Record<string, Guard> = {
  'a late language is not shown before its texts are there': {
    ...late,
    match: 'a late language is shown once*',
    guard: 'return isThere(locale) ? locale : shown;',
    without: 'return locale;',
  },
  'English replaces a language that cannot be loaded': {
    ...late,
    match: 'English replaces a language*',
    guard: "() => show('en'),",
    without: '() => {},',
  },
};
