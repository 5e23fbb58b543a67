import { createCatalogues } from '#ui/catalogues.ts';

const english = () => ({
  poster: 'Poster',
  print: (size: string) => `Print ${size}`,
  scan: 'Scan to buy tickets',
  code: (address: string) => `QR code of ${address}`,
  over: 'Sales are over, so this poster is out of date.',
});

const german = (): ReturnType<typeof english> => ({
  poster: 'Plakat',
  print: (size) => `${size} drucken`,
  scan: 'Scannen und Lose kaufen',
  code: (address) => `QR-Code von ${address}`,
  over: 'Der Verkauf ist beendet, das Plakat gilt nicht mehr.',
});

export const { useMessages: usePosterWords } = createCatalogues({ en: english, de: german });
