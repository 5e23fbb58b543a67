import type { Formats } from '#ui/formats.ts';
import type { NameBeacon } from '../beacon/en.ts';
import type { Messages } from '../en.ts';

export const close = (f: Formats, nameBeacon: NameBeacon): Messages['close'] => ({
  consequence: 'Schließen beendet den Verkauf. Das ist endgültig.',
  open: 'Verkauf schließen …',
  title: (title) => `${title} schließen`,
  typeId: (id) => `Geben Sie die Kennung der Verlosung (${id}) ein, um sie zu schließen`,
  final: ({ sold, remaining, capacity, randomness, chainHash }) => {
    const numbers = `${f.number(sold)} verkaufte und ${f.number(remaining)} nicht verkaufte von ${f.number(capacity)} bleiben, wie sie sind.`;
    if (sold === 0) return `${numbers} Es ist kein Los verkauft, also gewinnt niemand.`;
    return randomness === 'drand'
      ? `${numbers} Die Ziehung wird damit versiegelt, auf eine künftige Runde ${nameBeacon(chainHash)}.`
      : numbers;
  },
  unpaid: (n) =>
    `${f.number(n)} ${f.plural(n, { one: 'verkauftes Los ist', other: 'verkaufte Lose sind' })} nicht als bezahlt vermerkt. Nach dem Schließen kann kein Los mehr für ungültig erklärt werden: Unbezahlte nehmen an der Ziehung teil.`,
  action: 'Verkauf schließen',
  pending: 'Wird geschlossen …',
  ended: 'Es können keine Lose mehr gekauft werden.',
  endedAlready: 'Der Verkauf ist schon beendet.',
  openEarly: 'Verkauf vorzeitig schließen …',
  promised: (closesAt) =>
    `Der Verkauf endet von selbst, am ${f.moment(closesAt)}. Lose sind verkauft, also kann er nicht früher enden.`,
  done: (title) => `Der Verkauf von ${title} ist beendet`,
  doneText: ({ sold }) =>
    sold === 0
      ? 'Es können keine Lose mehr gekauft werden. Es wurde kein Los verkauft, also gibt es keine Ziehung.'
      : 'Es können keine Lose mehr gekauft werden. Als Nächstes kommt die Ziehung.',
});
