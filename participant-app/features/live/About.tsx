import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { shownPrizesMax } from '#ui/event/EventHead.tsx';
import { Stack, Title } from '#ui/primitives.tsx';
import { useAboutWords, type AboutWords } from './about-words.ts';
import styles from './About.module.css';

export interface AboutProps {
  readonly raffle: RaffleView;
  readonly headingLevel: 2 | 3;
}

/** Prizes, price, dates and what the organiser says of the raffle. */
export function About({ raffle, headingLevel }: AboutProps) {
  const about = useAboutWords();
  const { money } = formatsOf(useLocale().locale);
  const price = raffle.notice?.price;
  const facts = listFacts(raffle, about, price && money(price.amount, price.currency));
  if (facts.length === 0) return null;
  return (
    <Stack element="section" gap={2} aria-label={about.title} className={styles.about}>
      <Title level={headingLevel}>{about.title}</Title>
      <dl className={styles.facts}>
        {facts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}

interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What the head of the page does not show already. */
function listFacts(
  { status, prizes, opensAt, closesAt, claimBy, notice = {} }: RaffleView,
  about: AboutWords,
  price: string | undefined,
): readonly Fact[] {
  const isOver = status === 'drawn' || status === 'cancelled';
  const isOnSale = status === 'open' || status === 'announced';
  // The result lists the prizes itself, with the tickets that hold them.
  const shown = status === 'drawn' || prizes.length <= shownPrizesMax ? [] : prizes;
  const time = (iso: string | undefined) => (iso === undefined ? undefined : about.time(iso));
  const facts: readonly (readonly [label: string, text: string | undefined])[] = [
    [about.prizes(shown.length), about.prizeLines(shown.map(({ title }) => title))],
    [about.price, isOver ? price : undefined],
    [about.payment, isOver ? undefined : notice.payment],
    [about.salesBegin, status === 'announced' ? undefined : time(opensAt)],
    [about.salesEnd, isOnSale ? undefined : time(closesAt)],
    [about.draw, isOver ? time(notice.drawAt) : undefined],
    [about.place, isOver ? notice.place : undefined],
    [about.claimBy, status === 'cancelled' ? undefined : time(claimBy)],
    [about.purpose, notice.purpose],
    [about.contact, notice.contact],
    [about.licence, notice.licence],
    [about.terms, notice.terms],
    [about.results, notice.resultsUrl],
  ];
  return facts.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : [{ label, text }],
  );
}
