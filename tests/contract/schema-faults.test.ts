import test from 'ava';
import { describeFaults } from '#contract/schema-faults.ts';
import { CreateRaffle } from '#contract/raffle-requests.ts';

const cases: readonly [member: object, sentence: string][] = [
  [{ prizes: [] }, 'prizes: must have at least 1 item'],
  [{ prizes: Array(21).fill('Book') }, 'prizes: must have at most 20 items'],
  [{ title: 'x'.repeat(201) }, 'title: must have at most 200 characters'],
  [{ reserves: -1 }, 'reserves: must be at least 0'],
  [{ reserves: 51 }, 'reserves: must be at most 50'],
  [{ reserves: 1.5 }, 'reserves: must be a whole number'],
  [{ notice: { colour: 'red' } }, 'notice: not known: colour'],
];

for (const [member, sentence] of cases) {
  test(`a fault is told as “${sentence}”`, (t) => {
    const { error } = CreateRaffle.safeParse({ title: 'Fair', ...member });
    t.is(error && describeFaults(error), sentence);
  });
}
