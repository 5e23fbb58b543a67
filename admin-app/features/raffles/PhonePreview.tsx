import { useLocale } from 'react-aria/I18nProvider';
import { isolateText } from '#contract/shown-text.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { usePictureUrl } from '../../shared/picture/use-picture-url.ts';
import { readDraft, type Draft } from '../../shared/rule-form/draft.ts';
import styles from './phone-preview.module.css';

export interface PhonePreviewProps {
  readonly draft: Draft;
  readonly isRehearsal: boolean;
}

/** What people will see on a phone first, as far as it is typed. */
export function PhonePreview({ draft, isRehearsal }: PhonePreviewProps) {
  const { raffles, raffle } = useMessages();
  const { preview: messages } = raffles;
  const formats = formatsOf(useLocale().locale);
  const picture = usePictureUrl(draft.picture);
  const { values } = readDraft(draft);
  const { title, prizes, price, capacity, opensAt, closesAt, drawAt } = values;
  const cost = price && formats.money(price.amount, price.currency);
  const lines = [
    [messages.opens, opensAt],
    [messages.closes, closesAt],
    [messages.draw, drawAt],
  ] as const;
  return (
    <div className={styles['phone']}>
      {isRehearsal && <p className={styles['band']}>{raffle.rehearsal.band}</p>}
      <div className={styles['picture']}>
        {picture === undefined ? (
          <span>{messages.noPicture}</span>
        ) : (
          <img src={picture} alt="" className={styles['image']} />
        )}
      </div>
      <div className={styles['text']}>
        <p className={styles['title']}>{title === '' ? messages.noTitle : isolateText(title)}</p>
        {prizes.length > 0 && (
          <ol className={styles['prizes']}>
            {prizes.map((prize, index) => (
              // Two prizes may have the same title.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>{isolateText(prize)}</li>
            ))}
          </ol>
        )}
        {lines.map(
          ([label, time]) =>
            time !== undefined && (
              <p key={label}>
                <strong>{label}</strong> {formats.moment(time)}
              </p>
            ),
        )}
        <p className={styles['soft']}>
          {[values.place, values.organiser, values.purpose]
            .filter((line) => line !== undefined)
            .join(' · ')}
        </p>
        <p className={styles['soft']}>{messages.left(capacity)}</p>
        <div className={styles['bar']} />
      </div>
      <p className={styles['buy']}>
        <span>{cost === undefined ? messages.oneTicket : messages.ticketFor(cost)}</span>
        <span className={styles['button']}>
          {opensAt === undefined ? messages.buy : messages.soon}
        </span>
      </p>
    </div>
  );
}
