import type { Formats } from '#ui/formats.ts';
import type { NameBeacon } from '../beacon/en.ts';
import type { Messages } from '../en.ts';

export const projector = (f: Formats, nameBeacon: NameBeacon): Messages['projector'] => {
  const lots = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Losen' })}`;
  return {
    pageTitle: (title) => `${title} · Projektor`,
    left: ({ remaining, capacity }) =>
      `von ${f.number(capacity)} ${f.plural(capacity, { one: 'Los', other: 'Losen' })} ${f.plural(remaining, { one: 'ist', other: 'sind' })} übrig`,
    soldOut: 'Lose übrig. Ausverkauft.',
    sold: (n) => `${f.number(n)} verkauft`,
    inTheDraw: (n) => f.plural(n, { one: 'Los nimmt teil', other: 'Lose nehmen teil' }),
    waiting: 'Die Ziehung steht noch aus',
    sealed: ({ round, publishedAt, chainHash }) =>
      `bis Runde ${f.number(round)} ${nameBeacon(chainHash)}, um ${f.time(publishedAt)}`,
    numberUnknown: 'Die Ziehung ist versiegelt. Niemand kann die Nummer schon kennen.',
    beaconDue: ({ round, publishedAt, chainHash }) =>
      `Runde ${f.number(round)} ${nameBeacon(chainHash)} war um ${f.time(publishedAt)} fällig`,
    drawing: 'Die Ziehung läuft …',
    picture: 'Der Gewinn',
    code: 'QR-Code der Seite der Verlosung',
    scan: 'Scannen oder öffnen',
    endsIn: (left) => `Der Verkauf endet in ${left}`,
    closing: 'Der Verkauf endet jetzt …',
    announced: (drawAt) => `Ziehung: ${f.moment(drawAt)}`,
    byPrize: 'Einen Gewinn nach dem anderen (P)',
    allAtOnce: 'Alle Gewinne auf einmal (P)',
    nextPrize: 'Nächster Gewinn (Leertaste)',
    prizesLeft: (n) =>
      `Es ${f.plural(n, { one: 'kommt', other: 'kommen' })} noch ${f.number(n)} ${f.plural(n, { one: 'Gewinn', other: 'Gewinne' })}. Telefone zeigen schon alle.`,

    ticket: 'Los',
    local: ({ ticketCount }) => `Gezogen aus ${lots(ticketCount)}`,
    sealedDraw: ({ ticketCount, round }) =>
      `Gezogen aus ${lots(ticketCount)}, mit der versiegelten Zahl und Runde ${f.number(round)} der Zufallsquelle`,
    contradiction:
      'Siegel und Zufallsquelle ergeben eine andere Nummer. Geben Sie diese nicht bekannt; prüfen Sie die Ziehung.',
    checked: (address) =>
      `Geprüft: Dieser Bildschirm hat nachgerechnet. Das können auch Sie: ${address}`,
    check: (address) => `Prüfen Sie es selbst: ${address}`,

    again: 'Noch einmal zeigen (Leertaste)',
    fullScreen: 'Vollbild (F)',
    leaveFullScreen: 'Vollbild verlassen (F oder Escape)',
    noFullScreen: 'Dieser Browser hat kein Vollbild',
  };
};
