import type { RandomnessKind } from '#contract/randomness-kind.ts';
import { createCatalogues } from '#ui/catalogues.ts';
import type { Formats } from '#ui/formats.ts';

export interface RuleFacts {
  readonly capacity: number;
  readonly perPersonLimit: number;
  readonly prizes: readonly unknown[];
  readonly reserves: number;
  readonly onePrizePerPerson?: boolean | undefined;
}

const ticketsOf = (f: Formats, n: number) =>
  `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;

const english = (f: Formats) => ({
  allTickets: (n: number) => `All ${f.number(n)} tickets`,
  soldCount: (n: number) => `${f.number(n)} sold`,
  yours: (numbers: readonly number[]) => `Yours: ${f.list(numbers.map(f.number))}`,
  title: 'About this raffle',
  prizes: (n: number) => f.plural(n, { one: 'Prize', other: 'Prizes, in the order of the draw' }),
  prizeLines: (titles: readonly string[]) =>
    titles.length === 1
      ? titles.join('')
      : titles.map((title, index) => `${f.number(index + 1)}. ${title}`).join('\n'),
  time: f.moment,
  rulesTitle: 'The rules',
  rules: ({ capacity, perPersonLimit, prizes, reserves, onePrizePerPerson }: RuleFacts) => [
    `${ticketsOf(f, capacity)}, never one more.`,
    `At most ${ticketsOf(f, perPersonLimit)} to a person.`,
    prizes.length === 1
      ? 'One winner, drawn once.'
      : `${f.number(prizes.length)} prizes, drawn once.`,
    ...(reserves === 0
      ? []
      : [
          `${f.number(reserves)} more ${f.plural(reserves, { one: 'ticket is', other: 'tickets are' })} drawn as ${f.plural(reserves, { one: 'a reserve', other: 'reserves' })}. If a prize is declined or not collected, it goes to the next reserve.`,
        ]),
    ...(onePrizePerPerson === true ? ['One person wins one prize at most.'] : []),
  ],
  /** What the winners of so many prizes depend on. */
  randomness: (kind: RandomnessKind, prizes: number) => {
    const winners = f.plural(prizes, { one: 'the winner', other: 'the winners' });
    return {
      ownChain: `Sealed when sales end, then decided by a random source that the organiser chose, not by the public one. You can check the result, but the operator of that source knows its numbers in advance and could choose ${winners}.`,
      drand: `Sealed when sales end, then decided by a public random source. You can check the result. The organiser could choose ${winners} only together with the operators of that source, or alone if no one else sees the sealed end of sales before the random number is published.`,
      local: `Our server picks ${winners}. You have to trust us that it is random.`,
    }[kind];
  },
});

export type AboutWords = ReturnType<typeof english>;

const loseOf = (f: Formats, n: number) =>
  `${f.number(n)} ${f.plural(n, { one: 'Los', other: 'Lose' })}`;

const german = (f: Formats): AboutWords => ({
  allTickets: (n) => `Alle ${f.number(n)} Lose`,
  soldCount: (n) => `${f.number(n)} verkauft`,
  yours: (numbers) => `Ihre: ${f.list(numbers.map(f.number))}`,
  title: 'Über diese Verlosung',
  prizes: (n) => f.plural(n, { one: 'Gewinn', other: 'Gewinne, in der Reihenfolge der Ziehung' }),
  prizeLines: (titles) =>
    titles.length === 1
      ? titles.join('')
      : titles.map((title, index) => `${f.number(index + 1)}. ${title}`).join('\n'),
  time: f.moment,
  rulesTitle: 'Die Regeln',
  rules: ({ capacity, perPersonLimit, prizes, reserves, onePrizePerPerson }) => [
    `${loseOf(f, capacity)}, nie eines mehr.`,
    `Höchstens ${loseOf(f, perPersonLimit)} für eine Person.`,
    prizes.length === 1
      ? 'Ein Gewinnerlos, einmal gezogen.'
      : `${f.number(prizes.length)} Gewinne, einmal gezogen.`,
    ...(reserves === 0
      ? []
      : [
          `${f.plural(reserves, { one: 'Ein weiteres Los wird', other: `${f.number(reserves)} weitere Lose werden` })} als Reserve gezogen. Wird ein Gewinn abgelehnt oder nicht abgeholt, geht er an das nächste davon.`,
        ]),
    ...(onePrizePerPerson === true ? ['Eine Person gewinnt höchstens einmal.'] : []),
  ],
  randomness: (kind, prizes) => {
    const winners = f.plural(prizes, { one: 'das Gewinnerlos', other: 'die Gewinnerlose' });
    return {
      ownChain: `Bei Verkaufsende versiegelt, danach durch eine Zufallsquelle entschieden, die der Veranstalter gewählt hat, nicht durch die öffentliche. Sie können das Ergebnis prüfen; der Betreiber dieser Quelle kennt ihre Zahlen aber vorher und könnte ${winners} bestimmen.`,
      drand: `Bei Verkaufsende versiegelt, danach durch eine öffentliche Zufallsquelle entschieden. Sie können das Ergebnis prüfen. Der Veranstalter könnte ${winners} nur gemeinsam mit den Betreibern der Zufallsquelle bestimmen, oder allein, wenn vor der Veröffentlichung der Zufallszahl kein anderer das versiegelte Verkaufsende sieht.`,
      local: `Unser Server zieht ${winners}. Dass dabei der Zufall entscheidet, müssen Sie uns glauben.`,
    }[kind];
  },
});

/** The texts about prizes, price and dates. They are loaded with the code that shows them. */
export const { useMessages: useAboutWords } = createCatalogues({ en: english, de: german });
