import type { ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { namedPrizes, type Notice, type RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '../formats.ts';
import { Title } from '../primitives.tsx';
import { eventWords } from './words.ts';
import styles from './EventHead.module.css';

/** What the head shows of a raffle. A `RaffleView` fits, and so does a draft of one. */
export interface EventView extends Pick<RaffleView, 'title' | 'status'> {
  readonly prizes: readonly { readonly title: string }[];
  readonly notice?: Notice | undefined;
  /** ISO 8601. */
  readonly opensAt?: string | undefined;
  /** ISO 8601. */
  readonly closesAt?: string | undefined;
}

export interface EventHeadProps {
  readonly event: EventView;
  readonly pictureUrl: string | undefined;
  readonly headingLevel: 1 | 2;
}

/** The title, prizes, price and dates of a raffle under its picture. It only shows its props. */
export function EventHead({ event, pictureUrl, headingLevel }: EventHeadProps) {
  const words = eventWords.useMessages();
  const organiser = event.notice?.organiser;
  return (
    <div className={styles.head}>
      {pictureUrl !== undefined && <img src={pictureUrl} alt="" className={styles.picture} />}
      <div className={styles.text}>
        <Title level={headingLevel} className={styles.title}>
          {event.title}
        </Title>
        {organiser !== undefined && (
          <p className={styles.organiser} dir="auto">
            {words.by(organiser)}
          </p>
        )}
        <Prizes event={event} />
        <Facts event={event} />
      </div>
    </div>
  );
}

/** The head shows so many prizes; the rest stands where all facts stand. */
export const shownPrizesMax = 3;

/** The prizes, the first ones only. The result names the prizes of a drawn raffle itself. */
function Prizes({ event: { prizes, status } }: { readonly event: EventView }) {
  const words = eventWords.useMessages();
  if (status === 'drawn' || namedPrizes(prizes).length === 0) return null;
  const [first] = prizes;
  if (prizes.length === 1 && first !== undefined) {
    return (
      <p className={styles.prize}>
        <span className={styles.label}>{words.prize}</span>
        <strong dir="auto">{first.title}</strong>
      </p>
    );
  }
  const more = prizes.length - shownPrizesMax;
  return (
    <div className={styles.prize}>
      <span className={styles.label}>{words.prizes(prizes.length)}</span>
      <ol className={styles.prizes}>
        {prizes.slice(0, shownPrizesMax).map(({ title }, place) => (
          // Two prizes may have the same title, and they never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place}>
            {/* On the item, the direction would move its number to the other side. */}
            <bdi>{title}</bdi>
          </li>
        ))}
      </ol>
      {more > 0 && <span className={styles.label}>{words.morePrizes(more)}</span>}
    </div>
  );
}

/** Price, dates and place, as far as the organiser has said them. */
function Facts({ event }: { readonly event: EventView }) {
  const words = eventWords.useMessages();
  const formats = formatsOf(useLocale().locale);
  const { status, opensAt, closesAt, notice = {} } = event;
  const { price, drawAt, place } = notice;
  const isOver = status === 'drawn' || status === 'cancelled';
  const isOnSale = status === 'open' || status === 'announced';
  const times = [
    { label: words.salesStart, at: status === 'announced' ? opensAt : undefined },
    { label: words.salesEnd, at: isOnSale ? closesAt : undefined },
    { label: words.draw, at: isOver ? undefined : drawAt },
  ];
  return (
    <dl className={styles.facts}>
      {price !== undefined && !isOver && (
        <Fact label={words.price}>
          {price.amount === 0 ? words.free : formats.money(price.amount, price.currency)}
        </Fact>
      )}
      {times.map(
        ({ label, at }) =>
          at !== undefined && (
            <Fact key={label} label={label}>
              <time dateTime={at}>{formats.day(at)}</time>
            </Fact>
          ),
      )}
      {place !== undefined && !isOver && <Fact label={words.place}>{place}</Fact>}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className={styles.label}>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
