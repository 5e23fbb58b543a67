import type { Formats } from '#ui/formats.ts';

/** Phrases of several texts. */
export const phrases = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  const named = (numbers: readonly number[]) =>
    `${f.plural(numbers.length, { one: 'number', other: 'numbers' })} ${f.list(numbers.map(f.number))}`;
  const drawn = (winners: readonly number[]) =>
    winners.length === 0
      ? 'The draw has been made.'
      : `${f.plural(winners.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(winners.map(f.number))} ${f.plural(winners.length, { one: 'was', other: 'were' })} drawn.`;
  const held = (numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` You have ${count(numbers.length)}, ${named(numbers)}.`;
  const winnersDrawn = (prizes: number) =>
    f.plural(prizes, { one: 'The winner is drawn.', other: 'The winners are drawn.' });
  return { count, named, drawn, held, winnersDrawn };
};

export type Phrases = ReturnType<typeof phrases>;
