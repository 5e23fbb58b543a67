import { useLocale } from 'react-aria/I18nProvider';
import type { AwardedPrize, DrawnRaffleView } from '#contract/raffles.ts';
import { eventWords } from '#ui/event/words.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { BigNumber } from './SceneLayout.tsx';
import type { WinnerNames } from './use-winner-names.ts';
import styles from './projector.module.css';

export interface PrizeSceneProps {
  readonly raffle: DrawnRaffleView;
  /** From 1. */
  readonly prize: number;
  readonly names: WinnerNames;
  readonly look: 'plain' | 'arriving';
}

/** One prize with its ticket number, as large as the screen allows, and the name where allowed. */
export function PrizeScene({ raffle, prize, names, look }: PrizeSceneProps) {
  const { draw: words, projector: messages } = useMessages();
  const { passedOn } = eventWords.useMessages();
  const { number } = formatsOf(useLocale().locale);
  const award = raffle.prizes[prize - 1];
  if (award === undefined) return null;
  const isOnly = raffle.prizes.length === 1;
  if (award.state === 'unawarded') {
    return (
      <p className={`${styles['winner']} ${styles['lineClamp']}`}>
        {isOnly ? words.winsNothing(raffle.title) : words.prizeUnawarded(award.title)}
      </p>
    );
  }
  const { ticketNumber } = award;
  const name = names.get(ticketNumber);
  return (
    <>
      <p className={styles['label']}>{messages.ticket}</p>
      <BigNumber text={number(ticketNumber)} look={isOnly ? look : beside[look]} />
      {name !== undefined && <p className={styles['name']}>{name}</p>}
      <p className={`${styles['winner']} ${styles['lineClamp']}`}>
        {isOnly ? words.wins(ticketNumber, raffle.title) : award.title}
      </p>
      {award.passedOn?.map((former) => (
        <p key={former.ticketNumber} className={styles['passedOn']}>
          {passedOn(former.ticketNumber, former.reason)}
        </p>
      ))}
    </>
  );
}

/** Other prizes take a part of the screen. */
const beside = { plain: 'beside', arriving: 'arriving-beside' } as const;

export interface ShownPrizesProps extends Pick<PrizeSceneProps, 'raffle' | 'names'> {
  /** The prize in the middle; those after it are listed. */
  readonly above: number;
}

/** The prizes that were shown before, in a small list. */
export function ShownPrizes({ raffle, above, names }: ShownPrizesProps) {
  const { prizes } = raffle;
  if (prizes.length <= above) return null;
  return (
    <ol start={above + 1} className={styles['shown']}>
      {prizes.slice(above).map((award, index) => (
        // Two prizes may have the same title, and they never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <ShownPrize key={index} award={award} names={names} />
      ))}
    </ol>
  );
}

function ShownPrize({
  award,
  names,
}: {
  readonly award: AwardedPrize;
  readonly names: WinnerNames;
}) {
  const { draw: words } = useMessages();
  const { passedOn } = eventWords.useMessages();
  if (award.state === 'unawarded') return <li>{words.prizeUnawarded(award.title)}</li>;
  const name = names.get(award.ticketNumber);
  const text = words.prizeOf(award.title, award.ticketNumber);
  return (
    <li>
      {name === undefined ? text : `${text} · ${name}`}
      {award.passedOn?.map(({ ticketNumber, reason }) => (
        <span key={ticketNumber} className={styles['passedOn']}>
          {' '}
          {passedOn(ticketNumber, reason)}
        </span>
      ))}
    </li>
  );
}
