import type { Formats } from '#ui/formats.ts';
import type { Messages } from '../en.ts';

export const close = (f: Formats): Messages['close'] => ({
  consequence: 'Schließen beendet den Verkauf endgültig.',
  open: 'Verkauf schließen …',
  title: (title) => `${title} schließen`,
  typeId: (id) => `Geben Sie die Kennung der Verlosung (${id}) ein, um sie zu schließen`,
  final: ({ sold, remaining, capacity, randomness }) => {
    const numbers = `${f.number(sold)} verkaufte und ${f.number(remaining)} nicht verkaufte von ${f.number(capacity)} bleiben, wie sie sind.`;
    if (sold === 0) return `${numbers} Niemand kann gewinnen: Es ist kein Los verkauft.`;
    return randomness === 'drand'
      ? `${numbers} Die Ziehung wird damit versiegelt, auf eine Runde der öffentlichen Zufallsquelle, die noch niemand kennt.`
      : numbers;
  },
  action: 'Verkauf schließen',
  pending: 'Wird geschlossen …',
  ended: 'Niemand kann mehr kaufen.',
  endedAlready: 'Der Verkauf ist schon beendet.',
  done: (title) => `Der Verkauf von ${title} ist beendet`,
  doneText: 'Niemand kann mehr kaufen. Als Nächstes kommt die Ziehung.',
});
