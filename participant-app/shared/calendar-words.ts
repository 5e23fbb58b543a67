import { createCatalogues } from '#ui/catalogues.ts';

const english = () => ({
  add: 'Add to calendar',
  draw: (raffle: string) => `Draw: ${raffle}`,
  salesEnd: (raffle: string) => `Sales end: ${raffle}`,
  result: (url: string) => `The result: ${url}`,
});

type CalendarWords = ReturnType<typeof english>;

const german = (): CalendarWords => ({
  add: 'In den Kalender',
  draw: (raffle) => `Ziehung: ${raffle}`,
  salesEnd: (raffle) => `Verkaufsende: ${raffle}`,
  result: (url) => `Das Ergebnis: ${url}`,
});

/** The texts of the calendar entry. They are loaded with the code that writes it. */
export const { useMessages: useCalendarWords } = createCatalogues({ en: english, de: german });
