import { useLocale } from 'react-aria/I18nProvider';
import { shortPath, withoutScheme } from '#contract/raffle-addresses.ts';
import type { OpenRaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { QrCode } from '#ui/QrCode.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { useSecondsLeft } from '../../shared/use-seconds-left.ts';
import { BigNumber, SceneLayout } from './SceneLayout.tsx';
import { formatClock } from './WaitingScenes.tsx';
import styles from './projector.module.css';

export interface SellingSceneProps {
  readonly raffle: OpenRaffleView;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
}

/** On sale: the prizes, how many tickets are left, until when, and where to buy. */
export function SellingScene({ raffle, clockAheadMs }: SellingSceneProps) {
  const { projector: messages } = useMessages();
  const { number, list } = formatsOf(useLocale().locale);
  const { serviceUrl } = useService();
  const { id, remaining, capacity, sold, notice, prizes, closesAt } = raffle;
  const address = new URL(shortPath(id), serviceUrl).href;
  return (
    <SceneLayout note={notice?.drawAt !== undefined && <p>{messages.announced(notice.drawAt)}</p>}>
      <div className={styles['selling']}>
        <div className={styles['offer']}>
          {notice?.picture !== undefined && (
            <img
              src={new URL(`/api/pictures/${notice.picture}`, serviceUrl).href}
              alt={messages.picture}
              className={styles['picture']}
            />
          )}
          <p className={`${styles['words']} ${styles['lineClamp']}`}>
            {list(prizes.map(({ title }) => title))}
          </p>
          <BigNumber text={number(remaining)} look="beside" />
          <p className={styles['words']}>
            {remaining === 0 ? messages.soldOut : messages.left({ remaining, capacity })}
          </p>
          <p className={styles['more']}>{messages.sold(sold)}</p>
          {closesAt !== undefined && <Countdown until={Date.parse(closesAt) - clockAheadMs} />}
        </div>
        <div className={styles['entrance']}>
          <div className={styles['code']}>
            <QrCode text={address} label={messages.code} />
          </div>
          <p className={styles['more']}>{messages.scan}</p>
          <p className={styles['address']}>{withoutScheme(address)}</p>
        </div>
      </div>
    </SceneLayout>
  );
}

/** How long tickets are still on sale. Screen readers are not told every second. */
function Countdown({ until }: { readonly until: number }) {
  const { projector: messages } = useMessages();
  const left = useSecondsLeft(until);
  return (
    <p aria-hidden className={styles['countdown']}>
      {left > 0 ? messages.endsIn(formatClock(left)) : messages.closing}
    </p>
  );
}
