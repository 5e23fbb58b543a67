import type { Formats } from '#ui/formats.ts';
import type { Phrases } from './phrases-en.ts';

/** Phrases of several texts, in German. */
export const phrases = (f: Formats): Phrases => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;
  const named = (numbers: readonly number[]) =>
    `${f.plural(numbers.length, { one: 'Nummer', other: 'Nummern' })} ${f.list(numbers.map(f.number))}`;
  const drawn = (winners: readonly number[]) =>
    winners.length === 0
      ? 'Die Ziehung ist erfolgt.'
      : `${f.plural(winners.length, { one: 'Los', other: 'Die Lose' })} ${f.list(winners.map(f.number))} ${f.plural(winners.length, { one: 'wurde', other: 'wurden' })} gezogen.`;
  const held = (numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` Sie haben ${count(numbers.length)}, ${named(numbers)}.`;
  const winnersDrawn = (prizes: number) =>
    f.plural(prizes, {
      one: 'Das Gewinnerlos ist gezogen.',
      other: 'Die Gewinnerlose sind gezogen.',
    });
  return { count, named, drawn, held, winnersDrawn };
};
