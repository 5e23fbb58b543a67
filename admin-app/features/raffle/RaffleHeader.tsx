import { useEffect, useRef, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { Card, Note, Row, Stack, RehearsalBand, Title } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSummary } from '../../shared/queries/use-summary.ts';
import { hrefs, participantsPageUrl } from '../../shared/route.ts';
import { useService } from '../../shared/service-context.ts';
import { describeStatus } from '../../shared/describe-status.ts';
import { Steps } from './Steps.tsx';
import styles from './raffle.module.css';

export interface RaffleHeaderProps {
  readonly raffleState: KnownRaffle;
  /** What to do now, and the button for it. */
  readonly next: ReactNode;
  /** Further actions. */
  readonly menu: ReactNode;
  /** Moves the focus to the state, because the button that had it is gone. */
  readonly takesFocus: boolean;
}

/** State, steps, the next action, sales and income of a raffle, and where to go from here. */
export function RaffleHeader({ raffleState, next, menu, takesFocus }: RaffleHeaderProps) {
  const { raffle: messages, draw } = useMessages();
  const { raffle, freshness, confirmedAt } = raffleState;
  const { time } = formatsOf(useLocale().locale);
  const state = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) state.current?.focus();
  }, [takesFocus]);
  return (
    <Stack width="full" gap={5}>
      {raffle.rehearsal && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      <Row isSpread align="baseline" gap={4}>
        <Note ref={state} tabIndex={-1} tone="plain" className={styles['state']}>
          {raffleState.drawing === undefined ? describeStatus(raffle, messages) : draw.pending}
        </Note>
        {freshness === 'stale' ? (
          <Note tone="caution">
            {messages.freshness.stale(time(new Date(confirmedAt).toISOString()))}
          </Note>
        ) : (
          <Note>{messages.freshness[freshness]}</Note>
        )}
      </Row>
      <Steps raffle={raffle} />
      <div className={styles['lead']}>
        <Card gap={4} element="section" aria-label={messages.next.title}>
          <Title level={2}>{messages.next.title}</Title>
          <Stack align="start">{next}</Stack>
        </Card>
        <Takings raffle={raffle} />
      </div>
      <Row isSpread align="start">
        <Places raffle={raffle} />
        {menu}
      </Row>
    </Stack>
  );
}

/** How many tickets are sold, and how much money that is. */
function Takings({ raffle }: Pick<KnownRaffle, 'raffle'>) {
  const { raffle: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const { id, sold, capacity } = raffle;
  const summary = useSummary(id);
  return (
    <Card gap={3}>
      <p className={styles['takings']}>
        <strong className={styles['number']}>{number(sold)}</strong>{' '}
        <span>{messages.soldOf(raffle)}</span>
      </p>
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- browsers do not let a page style a meter
        role="meter"
        aria-label={messages.progress}
        aria-valuemin={0}
        aria-valuemax={capacity}
        aria-valuenow={sold}
        aria-valuetext={messages.left(raffle)}
        className={styles['meter']}
      >
        <span className={styles['bar']} style={{ '--part': sold / capacity }} />
      </div>
      {(raffle.status === 'announced' || raffle.status === 'open') && (
        <Note>{messages.left(raffle)}</Note>
      )}
      {summary !== undefined && (
        <>
          <Note tone="plain">{messages.income(summary)}</Note>
          {summary.voidedPaid > 0 && (
            <Note tone="caution">{messages.refunds(summary.voidedPaid)}</Note>
          )}
        </>
      )}
    </Card>
  );
}

/** The other pages of a raffle. */
function Places({ raffle: { id, status } }: Pick<KnownRaffle, 'raffle'>) {
  const { raffle: messages, desk } = useMessages();
  const { serviceUrl } = useService();
  return (
    <Row element="ul" gap={4} className={styles['places']}>
      <li>
        <Link href={participantsPageUrl(serviceUrl, id)} isExternal>
          {messages.participantsPage}
        </Link>
      </li>
      {(status === 'open' || status === 'announced') && (
        <li>
          <Link href={hrefs.desk(id)}>{desk.title}</Link>
        </li>
      )}
      <li>
        <Link href={hrefs.projector(id)} isExternal>
          {messages.projector}
        </Link>
      </li>
      <li>
        <Link href={hrefs.audit(id)}>{messages.audit}</Link>
      </li>
    </Row>
  );
}
