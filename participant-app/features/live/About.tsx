import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
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

function listFacts(
  { status, prizes, opensAt, closesAt, claimBy, notice = {} }: RaffleView,
  about: AboutWords,
  price: string | undefined,
): readonly Fact[] {
  // The result lists several prizes itself, with the tickets that hold them.
  const shown = status === 'drawn' && prizes.length > 1 ? [] : prizes;
  const time = (iso: string | undefined) => (iso === undefined ? undefined : about.time(iso));
  const facts: readonly (readonly [label: string, text: string | undefined])[] = [
    [about.prizes(shown.length), about.prizeLines(shown.map(({ title }) => title))],
    [about.price, price],
    [about.payment, notice.payment],
    [about.salesBegin, time(opensAt)],
    [about.salesEnd, time(closesAt)],
    [about.draw, time(notice.drawAt)],
    [about.place, notice.place],
    [about.claimBy, time(claimBy)],
    [about.organiser, notice.organiser],
    [about.contact, notice.contact],
    [about.purpose, notice.purpose],
    [about.licence, notice.licence],
    [about.terms, notice.terms],
    [about.results, notice.resultsUrl],
  ];
  return facts.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : [{ label, text }],
  );
}
