import { useLocale } from 'react-aria/I18nProvider';
import { isolateText } from '#contract/shown-text.ts';
import { CountLine } from '#ui/event/CountLine.tsx';
import { EventHead, type EventView } from '#ui/event/EventHead.tsx';
import { formatsOf } from '#ui/formats.ts';
import { RehearsalBand } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { usePictureUrl } from '../../shared/picture/use-picture-url.ts';
import { readDraft, type Draft } from '../../shared/rule-form/draft.ts';
import type { RuleValues } from '../../shared/rules.ts';
import styles from './phone-preview.module.css';

export interface PhonePreviewProps {
  readonly draft: Draft;
  readonly isRehearsal: boolean;
}

/** The first screen of the participants' page, made by the same components, as far as it is typed. */
export function PhonePreview({ draft, isRehearsal }: PhonePreviewProps) {
  const { raffles, raffle } = useMessages();
  const { preview: messages } = raffles;
  const { money } = formatsOf(useLocale().locale);
  const pictureUrl = usePictureUrl(draft.picture);
  const { values } = readDraft(draft);
  const { capacity, price, opensAt } = values;
  const event = toEvent(values, messages.noTitle);
  const count = { status: event.status, capacity, sold: 0, remaining: capacity };
  return (
    <div className={styles['phone']}>
      {isRehearsal && <RehearsalBand>{raffle.rehearsal.band}</RehearsalBand>}
      <div className={styles['page']}>
        {pictureUrl === undefined && <p className={styles['noPicture']}>{messages.noPicture}</p>}
        <EventHead event={event} pictureUrl={pictureUrl} headingLevel={2} />
        {capacity > 0 && (
          <CountLine
            raffle={count}
            label={messages.countLabel}
            sentence={messages.left(capacity)}
          />
        )}
      </div>
      <p className={styles['buy']}>
        <span>
          {price === undefined
            ? messages.oneTicket
            : messages.ticketFor(money(price.amount, price.currency))}
        </span>
        <span className={styles['button']}>
          {opensAt === undefined ? messages.buy : messages.soon}
        </span>
      </p>
    </div>
  );
}

function toEvent(rules: RuleValues, noTitle: string): EventView {
  const { title, prizes, opensAt, closesAt, organiser, price, drawAt, place } = rules;
  return {
    title: title === '' ? noTitle : isolateText(title),
    status: opensAt === undefined ? 'open' : 'announced',
    prizes: prizes.map((prize) => ({ title: isolateText(prize) })),
    opensAt,
    closesAt,
    notice: { organiser, price, drawAt, place },
  };
}
