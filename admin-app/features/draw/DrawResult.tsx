import { useEffect, useRef } from 'react';
import type { DrawnRaffleView } from '#contract/raffles.ts';
import { randomnessKind } from '#contract/randomness-kind.ts';
import { Link } from '#ui/Link.tsx';
import { Details, Note, Row, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { hrefs } from '../../shared/route.ts';
import { Section } from '../../shared/Page.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';
import { useDrawRecord } from '../../shared/queries/raffle-queries.ts';
import { Prize } from './Prize.tsx';
import styles from './draw.module.css';

export interface DrawResultProps {
  readonly raffle: DrawnRaffleView;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
  /** Whether this page requested the draw; then the result takes the focus. */
  readonly isMine: boolean;
}

/** Every prize with its winner and what was done with it, and links to the audit and the projector. */
export function DrawResult({ raffle, clockAheadMs, isMine }: DrawResultProps) {
  const { draw: messages } = useMessages();
  const { id, title, prizes } = raffle;
  const ticketNumber = raffle.winner?.ticketNumber;
  const draw = useDrawRecord({ raffle });
  const { tickets } = useSoldTickets(raffle, useDisabledReason('read') === undefined);
  const result = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isMine) result.current?.focus();
  }, [isMine]);
  return (
    <Section title={messages.result}>
      <Note ref={result} tabIndex={-1} tone="plain" className={styles['result']}>
        {ticketNumber === undefined
          ? messages.winsNothing(title)
          : messages.wins(ticketNumber, title)}
      </Note>
      <Stack element="ol" gap={3} aria-label={messages.prizes.title}>
        {prizes.map((award, index) => (
          <Prize
            // Two prizes may have the same title, and they never change places.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            prize={index + 1}
            award={award}
            raffle={raffle}
            draw={draw}
            tickets={tickets}
            clockAheadMs={clockAheadMs}
          />
        ))}
      </Stack>
      <Row>
        <Link href={hrefs.audit(id)}>{messages.verify}</Link>
        <Link href={hrefs.projector(id)} isExternal>
          {messages.showOnProjector}
        </Link>
      </Row>
      {draw !== undefined && (
        <Details summary={messages.technical}>
          <p>{messages.drawn(draw)}</p>
          <Note size="text">{messages.fairness[randomnessKind(draw)]}</Note>
        </Details>
      )}
    </Section>
  );
}
