import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const raffle = (_f: Formats): Messages['raffle'] => ({
  projector: 'Projektoransicht',
  audit: 'Prüfung',
  news: {
    connecting: 'Die Verlosung wird erfragt …',
    'unknown-raffle': 'Eine Verlosung mit dieser Kennung gibt es nicht. Prüfen Sie die Adresse.',
    unreachable: 'Der Dienst antwortet nicht. Diese Seite fragt von selbst wieder.',
  },
});
