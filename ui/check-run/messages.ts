import { createCatalogues } from '../catalogues.ts';
import { german } from './de.ts';
import { english } from './en.ts';

export const { useMessages } = createCatalogues({ en: english, de: german });
