import { ruleNames } from '#contract/rule-names.ts';
import type { DetailNeed, RuleName } from '../../rules.ts';

/** The names of a raffle’s rules, and their values in words. */
export const rules = {
  labels: {
    ...ruleNames.en,
    askForName: 'Ask for the name',
    askForPhone: 'Ask for the telephone number',
  } satisfies Record<RuleName, string>,
  pictureNamed: (hash: string) => `picture ${hash}`,
  nothing: 'nothing',
  yes: 'yes',
  no: 'no',
  randomness: {
    local: 'by this server',
    drand: 'sealed, then decided by the public beacon',
    ownChain: 'sealed, then decided by the organiser’s own beacon (not the public one)',
  },
  ask: { no: 'no', optional: 'optional', required: 'required' } satisfies Record<
    DetailNeed,
    string
  >,
};
