import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { shownPrizesMax } from '#ui/event/EventHead.tsx';
import { Link, type LinkProps } from '#ui/Link.tsx';
import { Stack, Title } from '#ui/primitives.tsx';
import { ruleWords } from '../../shared/rule-words.ts';
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
  const names = ruleWords.useMessages();
  const facts = listFacts(raffle, { about, names }, price && money(price.amount, price.currency));
  if (facts.length === 0) return null;
  return (
    <Stack element="section" gap={2} aria-label={about.title} className={styles.about}>
      <Title level={headingLevel}>{about.title}</Title>
      <dl className={styles.facts}>
        {facts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">
              <TextWithLinks text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}

type RuleWords = ReturnType<typeof ruleWords.useMessages>;

/** An e-mail address, or a web address. */
const linked = /(https?:\/\/[^\s<>]+|[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,})/i;

/** A text whose addresses can be pressed. */
function TextWithLinks({ text }: { readonly text: string }) {
  return text.split(linked).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // The parts of a text never change places.
      // oxlint-disable-next-line react/no-array-index-key
      <Link key={index} {...toAddress(part)}>
        {part}
      </Link>
    ),
  );
}

function toAddress(part: string): Pick<LinkProps, 'href' | 'isExternal'> {
  return /^https?:/i.test(part) ? { href: part, isExternal: true } : { href: `mailto:${part}` };
}

interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What the head of the page does not show already. */
function listFacts(
  { status, prizes, opensAt, closesAt, claimBy, notice = {} }: RaffleView,
  { about, names }: { readonly about: AboutWords; readonly names: RuleWords },
  price: string | undefined,
): readonly Fact[] {
  const isOver = status === 'drawn' || status === 'cancelled';
  const isOnSale = status === 'open' || status === 'announced';
  // The result lists the prizes itself, with the tickets that hold them.
  const shown = status === 'drawn' || prizes.length <= shownPrizesMax ? [] : prizes;
  const prizeLines =
    shown.length === 0 ? undefined : about.prizeLines(shown.map(({ title }) => title));
  const time = (iso: string | undefined) => (iso === undefined ? undefined : about.time(iso));
  const facts: readonly (readonly [label: string, text: string | undefined])[] = [
    [about.prizes(shown.length), prizeLines],
    [names.price, isOver ? price : undefined],
    [names.payment, isOver ? undefined : notice.payment],
    [names.opensAt, status === 'announced' ? undefined : time(opensAt)],
    [names.closesAt, isOnSale ? undefined : time(closesAt)],
    [names.drawAt, isOver ? time(notice.drawAt) : undefined],
    [names.place, isOver ? notice.place : undefined],
    [names.claimBy, status === 'cancelled' ? undefined : time(claimBy)],
    [names.purpose, notice.purpose],
    [names.contact, notice.contact],
    [names.licence, notice.licence],
    [names.terms, notice.terms],
    [names.resultsUrl, notice.resultsUrl],
  ];
  return facts.flatMap(([label, text]) =>
    text === undefined || text === '' ? [] : [{ label, text }],
  );
}
