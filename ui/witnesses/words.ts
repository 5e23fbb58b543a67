import { createCatalogues } from '#ui/catalogues.ts';
import type { Formats } from '#ui/formats.ts';

const english = (f: Formats) => ({
  title: 'Witnesses',
  cosigned: (names: readonly string[]) => `Cosigned by ${f.list(names)}, chosen by the organiser.`,
  none: (names: readonly string[]) =>
    `The organiser chose ${f.list(names)} to cosign this raffle. There is no signature of theirs to show.`,
  closing: {
    waiting: 'Their signatures on the end of sales have not arrived yet.',
    'in-time': 'They signed the end of sales before the random number was published.',
    'not-in-time':
      'Not witnessed in time: not enough of them signed the end of sales before the random number was published. The draw goes on all the same.',
  },
  details: 'Technical details',
  trust:
    'Whether these witnesses depend on the organiser is for you to judge. A proof needs your own list of witnesses: raffle audit --policy.',
  newest: ({ size, time }: { readonly size: number; readonly time: string }) =>
    `${f.number(size)} ${f.plural(size, { one: 'entry', other: 'entries' })}, signed ${f.stamp(time)}`,
  nothing: 'nothing signed',
  closingSeen: (time: string) => `end of sales first signed ${f.stamp(time)}`,
  drawSeen: (time: string) => `draw first signed ${f.stamp(time)}`,
});

export type WitnessWords = ReturnType<typeof english>;

const german = (f: Formats): WitnessWords => ({
  title: 'Zeugen',
  cosigned: (names) => `Mitunterschrieben von ${f.list(names)}, vom Veranstalter ausgewählt.`,
  none: (names) =>
    `Der Veranstalter hat ${f.list(names)} ausgewählt, damit sie diese Verlosung mitunterschreiben. Zurzeit liegt keine Unterschrift von ihnen vor.`,
  closing: {
    waiting: 'Ihre Unterschriften zum Verkaufsende stehen noch aus.',
    'in-time': 'Sie haben das Verkaufsende unterschrieben, bevor die Zufallszahl erschien.',
    'not-in-time':
      'Nicht rechtzeitig bezeugt: Zu wenige von ihnen haben das Verkaufsende unterschrieben, bevor die Zufallszahl erschien. Gezogen wird trotzdem.',
  },
  details: 'Technische Einzelheiten',
  trust:
    'Ob diese Zeugen vom Veranstalter abhängen, müssen Sie selbst beurteilen. Ein Beweis braucht Ihre eigene Liste von Zeugen: raffle audit --policy.',
  newest: ({ size, time }) =>
    `${f.number(size)} ${f.plural(size, { one: 'Eintrag', other: 'Einträge' })}, unterschrieben ${f.stamp(time)}`,
  nothing: 'nichts unterschrieben',
  closingSeen: (time) => `Verkaufsende zuerst unterschrieben ${f.stamp(time)}`,
  drawSeen: (time) => `Ziehung zuerst unterschrieben ${f.stamp(time)}`,
});

/** The texts about witnesses. They are loaded with the code that shows them. */
export const { useMessages: useWitnessWords } = createCatalogues({ en: english, de: german });
