import type { Messages } from '../en.ts';

export const keys: Messages['keys'] = {
  title: 'Schlüssel',
  enrol: 'Diesen Browser eintragen',
};
