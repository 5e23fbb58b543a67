import { createCatalogues } from '#ui/catalogues.ts';

const english = () => ({
  why: 'The organiser asks for this before you buy. Only the organiser sees it.',
  name: 'Your name',
  phone: 'Your telephone number',
  optional: (label: string) => `${label} (optional)`,
  missing: 'Fill in what is not marked as optional.',
  save: 'Save and go on',
  saving: 'Saving …',
});

export type DetailsWords = ReturnType<typeof english>;

const german = (): DetailsWords => ({
  why: 'Danach fragt der Veranstalter vor dem Kauf. Nur er sieht es.',
  name: 'Ihr Name',
  phone: 'Ihre Telefonnummer',
  optional: (label) => `${label} (freiwillig)`,
  missing: 'Füllen Sie alles aus, was nicht freiwillig ist.',
  save: 'Speichern und weiter',
  saving: 'Wird gespeichert …',
});

/** The texts of the form for the details of a buyer. They are loaded with the code that shows them. */
export const { useMessages: useDetailsWords } = createCatalogues({ en: english, de: german });
