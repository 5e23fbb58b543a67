import type { Formats } from '#ui/formats.ts';
import type { CheckMessages } from './en.ts';

/** Every word about checking, in German. */
export const german = (f: Formats): CheckMessages => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  const withEntries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträgen' })}`;
  return {
    same: (size) => `Das Protokoll ist das von Ihrem letzten Besuch (${entries(size)}).`,
    grown: (from, to) =>
      `Das Protokoll ist seit Ihrem letzten Besuch nur gewachsen (${f.number(from)} → ${entries(to)}).`,
    unchecked: {
      'no-answer':
        'Das Protokoll ließ sich nicht mit Ihrem letzten Besuch vergleichen: Es kam keine Antwort. Über das Protokoll sagt das nichts. Es wird noch einmal versucht.',
      unsigned:
        'Das Protokoll ließ sich nicht mit Ihrem letzten Besuch vergleichen: Was kam, hat sein Schlüssel nicht unterschrieben. Das beweist nichts, so oder so. Es wird noch einmal versucht.',
    },
    fork: {
      title: 'Dieses Protokoll passt nicht zu dem, was Sie schon gesehen haben',
      what: {
        shorter: ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}. Jetzt wird es mit ${f.number(to)} gezeigt. Ein Protokoll wird nie kürzer: Entweder sehen Sie eine alte Kopie, oder Einträge wurden herausgenommen.`,
        rewritten: ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}, von seinem Schlüssel unterschrieben. Jetzt wird es mit ${f.number(to)} gezeigt, vom selben Schlüssel unterschrieben, und die ersten ${f.number(Math.min(from, to))} sind nicht mehr dieselben. Ein Schlüssel hat zwei verschiedene Protokolle unterschrieben.`,
        'not-grown': ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}. Jetzt wird es mit ${f.number(to)} gezeigt, und der Dienst hat nicht gezeigt, dass die ersten ${f.number(from)} noch dieselben sind.`,
        'other-key': ({ from, to }) =>
          `Bei Ihrem letzten Besuch war es mit ${withEntries(from)} von einem Schlüssel unterschrieben. Jetzt ist es mit ${f.number(to)} von einem anderen unterschrieben. Es ist ein anderes Protokoll unter demselben Namen.`,
      },
      means:
        'Warum, kann diese Seite nicht sagen. Eine Kopie, nach einer Störung zurückgespielt, sieht genauso aus wie eine Fälschung. So oder so sollte es nicht vorkommen, und der Veranstalter kann es erklären.',
      toDo: 'Was Sie tun können',
      steps: [
        'Speichern Sie den Nachweis. Jeder kann ihn prüfen, ohne diese Seite.',
        'Fragen Sie den Veranstalter und zeigen Sie ihm die Datei.',
        'Vergleichen Sie mit anderen Teilnehmern: Sehen sie das auch?',
        'Behalten Sie Ihre Quittungen. Sie beweisen Ihre Lose, was auch immer hier gezeigt wird.',
      ],
      save: 'Nachweis speichern',
      command: 'Im Terminal geprüft, ohne Netz:',
      forget: 'Mit diesem Protokoll neu beginnen',
      forgetHint:
        'Nur, wenn Sie den Grund kennen. Was dieser Browser vom früheren Protokoll behalten hat, ist dann weg.',
    },
    check: {
      title: 'Selbst nachprüfen',
      intro:
        'Dieser Browser holt das ganze Protokoll, rechnet es nach und prüft jede Unterschrift. Das Ergebnis glaubt er niemandem.',
      kept: (size) =>
        `Auch verglichen mit dem, was dieser Browser vom Protokoll behält: seinem Schlüssel und einem Prüfpunkt über ${entries(size)}.`,
      sawClosing:
        'Dieser Browser sah das Verkaufsende, bevor die Zufallszahl erschien, nach der Uhr dieses Geräts: Der Veranstalter allein kann das Gewinnerlos nicht bestimmt haben.',
      unusable: (n) =>
        `${f.number(n)} der Quittungen in diesem Browser ${f.plural(n, { one: 'ist', other: 'sind' })} nicht lesbar und ${f.plural(n, { one: 'wurde', other: 'wurden' })} ausgelassen.`,
      terminal: 'Dasselbe im Terminal:',
      verifier: 'Den Prüfer holen: eine Datei, die das Gespeicherte ganz ohne Netz prüft',
    },
  };
};
