import { ruleNames } from '#contract/rule-names.ts';
import type { Messages } from '../en.ts';

export const rules: Messages['rules'] = {
  labels: {
    ...ruleNames.de,
    askForName: 'Nach dem Namen fragen',
    askForPhone: 'Nach der Telefonnummer fragen',
  },
  pictureNamed: (hash) => `Bild ${hash}`,
  nothing: 'nichts',
  yes: 'ja',
  no: 'nein',
  randomness: {
    local: 'von diesem Server',
    drand: 'versiegelt, dann von der öffentlichen Zufallsquelle entschieden',
    ownChain:
      'versiegelt, dann von der eigenen Zufallsquelle des Veranstalters entschieden (nicht der öffentlichen)',
  },
  ask: { no: 'nein', optional: 'freiwillig', required: 'Pflicht' },
};
