import type { RuleName } from '../rules.ts';

/** In this order a form asks for the rules. */
export const groupNames = ['prize', 'tickets', 'when', 'who', 'fair'] as const;
export type GroupName = (typeof groupNames)[number];

export const groups = {
  prize: ['title', 'prizes', 'picture', 'purpose'],
  tickets: ['price', 'payment', 'capacity', 'perPersonLimit'],
  when: ['opensAt', 'closesAt', 'drawAt', 'place', 'claimBy'],
  who: ['organiser', 'contact', 'licence', 'terms', 'resultsUrl', 'askForName', 'askForPhone'],
  fair: ['randomness', 'onePrizePerPerson', 'reserves'],
} as const satisfies Record<GroupName, readonly RuleName[]>;

/** Rules that most raffles leave as they are. */
export const rareRules: ReadonlySet<RuleName> = new Set([
  'claimBy',
  'licence',
  'terms',
  'resultsUrl',
  'askForName',
  'askForPhone',
  'onePrizePerPerson',
  'reserves',
]);
