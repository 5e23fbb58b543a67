import type { Verdict } from './words.ts';

/** Paths in a box of 16. Drawn, not written: not every font has them. */
export const marks: Readonly<Record<Verdict, string>> = {
  valid: 'M3 8.5l3.5 3.5L13 5',
  'not-valid': 'M4 4l8 8M12 4l-8 8',
  'not-checked': 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.1',
};
