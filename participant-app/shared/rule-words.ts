import { ruleNames } from '#contract/rule-names.ts';
import { createCatalogues } from '#ui/catalogues.ts';

const english = () => ({
  ...ruleNames.en,
  nothing: 'nothing',
  aPicture: 'the one above',
  anotherPicture: 'another one',
  amended: 'Changed since the first ticket was sold',
  was: (before: string) => `(was: ${before})`,
});

const german = (): ReturnType<typeof english> => ({
  ...ruleNames.de,
  nothing: 'nichts',
  aPicture: 'das oben',
  anotherPicture: 'ein anderes',
  amended: 'Geändert seit dem Verkauf des ersten Loses',
  was: (before) => `(vorher: ${before})`,
});

/** The names of a raffle's rules. They are loaded with what shows changes of them. */
export const ruleWords = createCatalogues({ en: english, de: german });
