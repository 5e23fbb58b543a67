import { useLocale } from 'react-aria/I18nProvider';
import type { Money } from '#contract/money.ts';
import { shortPath, withoutScheme } from '#contract/raffle-addresses.ts';
import { namedPrizes, type RaffleView } from '#contract/raffles.ts';
import { classNames } from '#ui/class-names.ts';
import { eventWords } from '#ui/event/words.ts';
import { formatsOf } from '#ui/formats.ts';
import { Title } from '#ui/primitives.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { usePosterWords } from './words.ts';
import styles from './Poster.module.css';

/** Paper sizes of ISO 216. */
export type PosterSize = 'A4' | 'A6';

export interface PosterProps {
  readonly raffle: RaffleView;
  readonly size: PosterSize;
  readonly serviceUrl: string;
  readonly pictureUrl: string | undefined;
  readonly logoUrl?: string | undefined;
}

const shownPrizesMax = 4;
/** A longer title is set smaller. */
const shortTitleLengthMax = 40;

/** One sheet of paper that says what, for how much and until when, with a QR code that leads there. */
export function Poster({ raffle, size, serviceUrl, pictureUrl, logoUrl }: PosterProps) {
  const event = eventWords.useMessages();
  const words = usePosterWords();
  const { notice = {}, title } = raffle;
  const address = new URL(shortPath(raffle.id), serviceUrl).href;
  const isLong = title.length > shortTitleLengthMax;
  const facts = usePosterFacts(raffle);
  // Where there is little to say, the code is large.
  const isBare = pictureUrl === undefined && facts.length + namedPrizes(raffle.prizes).length === 0;
  return (
    <article className={classNames(styles.sheet, styles[size], isBare && styles.bare)}>
      <div className={styles.layout}>
        {pictureUrl !== undefined && <img src={pictureUrl} alt="" className={styles.picture} />}
        <div className={styles.text}>
          {(logoUrl !== undefined || notice.organiser !== undefined) && (
            <div className={styles.by}>
              {logoUrl !== undefined && <img src={logoUrl} alt="" className={styles.logo} />}
              {notice.organiser !== undefined && (
                <span className={styles.organiser} dir="auto">
                  {event.by(notice.organiser)}
                </span>
              )}
            </div>
          )}
          <Title
            level={1}
            className={classNames(styles.title, isLong && styles.longTitle)}
            dir="auto"
          >
            {title}
          </Title>
          <Prizes titles={namedPrizes(raffle.prizes)} />
          <dl className={styles.facts}>
            {facts.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd dir="auto">{text}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div className={styles.foot}>
          <div className={styles.code}>
            <QrCode text={address} label={words.code(address)} />
          </div>
          <div className={styles.call}>
            <strong className={styles.scan}>{words.scan}</strong>
            <span className={styles.address}>{withoutScheme(address)}</span>
            {notice.licence !== undefined && (
              <span className={styles.licence} dir="auto">
                {notice.licence}
              </span>
            )}
          </div>
        </div>
      </div>
    </article>
  );
}

function Prizes({ titles }: { readonly titles: readonly string[] }) {
  const event = eventWords.useMessages();
  const [first] = titles;
  if (titles.length < 2) {
    return (
      <p className={styles.prize} dir="auto">
        {first}
      </p>
    );
  }
  const rest = titles.length - shownPrizesMax;
  return (
    <ol className={styles.prizes}>
      {titles.slice(0, shownPrizesMax).map((title, place) => (
        // Two prizes may have the same title, and they never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={place} dir="auto">
          <span className={styles.prizeTitle}>{title}</span>
        </li>
      ))}
      {rest > 0 && <li className={styles.rest}>{event.morePrizes(rest)}</li>}
    </ol>
  );
}

/** Price, dates and place, as far as they are known. */
function usePosterFacts({
  closesAt,
  notice = {},
}: RaffleView): readonly { readonly label: string; readonly text: string }[] {
  const event = eventWords.useMessages();
  const formats = formatsOf(useLocale().locale);
  const { price, drawAt, place } = notice;
  const priceOf = ({ amount, currency }: Money) =>
    amount === 0 ? event.free : formats.money(amount, currency);
  const facts = [
    { label: event.price, text: price && priceOf(price) },
    { label: event.salesEnd, text: closesAt && formats.day(closesAt) },
    { label: event.draw, text: drawAt && formats.day(drawAt) },
    { label: event.place, text: place },
  ];
  return facts.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }]));
}
