import type { Formats } from '../formats.ts';

/** The words around a check that runs in a browser, in English. */
export const english = (f: Formats) => ({
  start: 'Check it now',
  moment: 'One moment …',
  again: 'Check again',
  fetching: 'Fetching the log …',
  checking: (done: number) => `Checking … ${f.number(Math.floor(done * 100))} %`,
  took: (entryCount: number, milliseconds: number) =>
    `${f.number(entryCount)} ${f.plural(entryCount, { one: 'entry', other: 'entries' })}, checked in this browser in ${f.seconds(Math.max(0.1, Math.round(milliseconds / 100) / 10))}.`,
  failed: (title: string) => `${title}. Nothing was checked: that says nothing about the log.`,
  save: 'Save everything that was checked',
});

export type CheckRunMessages = ReturnType<typeof english>;
