import type { Formats } from '#ui/formats.ts';

export const raffle = (_f: Formats) => ({
  projector: 'Projector view',
  audit: 'Audit',
  news: {
    connecting: 'Asking for the raffle …',
    'unknown-raffle': 'There is no raffle with this id. Check the address.',
    unreachable: 'The service does not answer. This page asks again by itself.',
  },
});
