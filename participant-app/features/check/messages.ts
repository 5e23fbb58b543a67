import { createCatalogues } from '#ui/catalogues.ts';
import type { Formats } from '#ui/formats.ts';
import type { Fork } from './comparison.ts';

const english = (f: Formats) => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'entry', other: 'entries' })}`;
  return {
    unchecked: {
      'no-answer':
        'The record could not be compared with your last visit: no answer came. That says nothing about the record. We try again.',
      unsigned:
        'The record could not be compared with your last visit: the answer is not signed. That proves nothing either way. We try again.',
    },
    fork: {
      title: 'The record changed since your last visit',
      what: {
        shorter: ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}. Now it is shown with ${f.number(to)}. The record never gets shorter: either you see an old copy, or entries were taken out.`,
        rewritten: ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}. Now it is shown with ${f.number(to)}, and the first ${f.number(Math.min(from, to))} are no longer the same. The raffle has signed two different records.`,
        'not-grown': ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}. Now it is shown with ${f.number(to)}, and the service did not show that the first ${f.number(from)} are still the same.`,
        'other-key': ({ from, to }: Fork) =>
          `At your last visit it had ${entries(from)}. Now it is shown with ${f.number(to)}, under another signature. It is another record with the same name.`,
      },
      means:
        'This page cannot tell why. A copy put back after a fault looks the same as a manipulation. Either way it should not happen, and the organiser can explain it.',
      toDo: 'What to do',
      steps: [
        'Save the evidence. It can be checked without this page.',
        'Ask the organiser, and show them the file.',
        'Compare with other participants: do they see this too?',
        'Keep your receipts. They prove your tickets, whatever is shown here.',
      ],
      save: 'Save the evidence',
      details: 'Technical details',
      command: 'Check the evidence in a terminal, without a network:',
      forget: 'Start again with this record',
      forgetHint:
        'Only if you know the reason. This browser then deletes what it kept of the earlier record.',
    },
    check: {
      title: 'Check it yourself',
      intro:
        'This browser downloads the whole record, works out the result again and checks every signature.',
      kept: (size: number) =>
        `Also compared with the ${entries(size)} that this browser saw before.`,
      closingWitnessed:
        'This browser saw the end of sales before the random number was published, by this device’s clock: the organiser alone cannot have chosen the winner.',
      unusable: (n: number) =>
        `${f.number(n)} of the receipts in this browser cannot be read, and ${f.plural(n, { one: 'was', other: 'were' })} left out.`,
      details: 'Technical details',
      terminal: 'The same in a terminal:',
      verifier: 'Get the verifier: one file that checks what you saved, without a network',
    },
  };
};

type CheckMessages = ReturnType<typeof english>;

const german = (f: Formats): CheckMessages => {
  const entries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträge' })}`;
  const withEntries = (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'Eintrag', other: 'Einträgen' })}`;
  return {
    unchecked: {
      'no-answer':
        'Das Protokoll ließ sich nicht mit Ihrem letzten Besuch vergleichen: Es kam keine Antwort. Über das Protokoll sagt das nichts. Wir versuchen es noch einmal.',
      unsigned:
        'Das Protokoll ließ sich nicht mit Ihrem letzten Besuch vergleichen: Die Antwort ist nicht unterschrieben. Das beweist nichts, so oder so. Wir versuchen es noch einmal.',
    },
    fork: {
      title: 'Das Protokoll hat sich seit Ihrem letzten Besuch verändert',
      what: {
        shorter: ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}. Jetzt wird es mit ${f.number(to)} gezeigt. Ein Protokoll wird nie kürzer: Entweder sehen Sie eine alte Kopie, oder Einträge wurden herausgenommen.`,
        rewritten: ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}. Jetzt wird es mit ${f.number(to)} gezeigt, und die ersten ${f.number(Math.min(from, to))} sind nicht mehr dieselben. Die Verlosung hat zwei verschiedene Protokolle unterschrieben.`,
        'not-grown': ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}. Jetzt wird es mit ${f.number(to)} gezeigt, und der Dienst hat nicht gezeigt, dass die ersten ${f.number(from)} noch dieselben sind.`,
        'other-key': ({ from, to }) =>
          `Bei Ihrem letzten Besuch hatte es ${entries(from)}. Jetzt wird es mit ${f.number(to)} gezeigt, mit einer anderen Unterschrift. Es ist ein anderes Protokoll unter demselben Namen.`,
      },
      means:
        'Warum, kann diese Seite nicht sagen. Eine nach einer Störung zurückgespielte Kopie sieht genauso aus wie eine Fälschung. So oder so sollte es nicht vorkommen, und der Veranstalter kann es erklären.',
      toDo: 'Was Sie tun können',
      steps: [
        'Speichern Sie den Nachweis. Er lässt sich auch ohne diese Seite prüfen.',
        'Fragen Sie den Veranstalter und zeigen Sie ihm die Datei.',
        'Vergleichen Sie mit anderen Teilnehmern: Sehen sie das auch?',
        'Behalten Sie Ihre Quittungen. Sie beweisen Ihre Lose, was auch immer hier gezeigt wird.',
      ],
      save: 'Nachweis speichern',
      details: 'Technische Einzelheiten',
      command: 'Den Nachweis im Terminal prüfen, ohne Netz:',
      forget: 'Mit diesem Protokoll neu beginnen',
      forgetHint:
        'Nur, wenn Sie den Grund kennen. Dieser Browser löscht dann, was er vom früheren Protokoll behalten hat.',
    },
    check: {
      title: 'Selbst nachprüfen',
      intro:
        'Dieser Browser lädt das ganze Protokoll, rechnet es nach und prüft jede Unterschrift.',
      kept: (size) =>
        `Auch verglichen mit den ${withEntries(size)}, die dieser Browser früher gesehen hat.`,
      closingWitnessed:
        'Dieser Browser sah das Verkaufsende, bevor die Zufallszahl erschien, nach der Uhr dieses Geräts: Der Veranstalter allein kann das Gewinnerlos nicht bestimmt haben.',
      unusable: (n) =>
        `${f.number(n)} der Quittungen in diesem Browser ${f.plural(n, { one: 'ist', other: 'sind' })} nicht lesbar und ${f.plural(n, { one: 'wurde', other: 'wurden' })} ausgelassen.`,
      details: 'Technische Einzelheiten',
      terminal: 'Dasselbe im Terminal:',
      verifier: 'Den Prüfer herunterladen: eine Datei, die das Gespeicherte ohne Netz prüft',
    },
  };
};

/** The texts about checking the log. They are loaded with the code that checks. */
export const { messagesFor, useMessages } = createCatalogues({ en: english, de: german });
