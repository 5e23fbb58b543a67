import { useEffect, useRef } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { DrawRecord } from '#contract/draws.ts';
import { catalogueFor } from '#contract/language.ts';
import { winningNumbers, type AwardedPrize, type DrawnRaffleView } from '#contract/raffles.ts';
import { randomnessKind } from '#contract/randomness-kind.ts';
import { reasonWords } from '#contract/reason-words.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import { Mark } from '#ui/CheckList.tsx';
import { Link } from '#ui/Link.tsx';
import { Card, Details, Note, Row, Stack, Title } from '#ui/primitives.tsx';
import { describeResult } from '../../shared/describe-result.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { hrefs } from '../../shared/route.ts';
import { Section } from '../../shared/Page.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';
import { useDrawRecord } from '../../shared/queries/raffle-queries.ts';
import { ClaimPrize } from './ClaimPrize.tsx';
import { ForfeitPrize } from './ForfeitPrize.tsx';
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
  const { id, prizes } = raffle;
  const draw = useDrawRecord({ raffle });
  const { tickets } = useSoldTickets(raffle, useDisabledReason('read') === undefined);
  const result = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isMine) result.current?.focus();
  }, [isMine]);
  return (
    <Section title={messages.result}>
      {/* The tickets of several prizes stand at the prizes. After a draw here it takes the focus. */}
      {(isMine || prizes.length === 1) && (
        <Note ref={result} tabIndex={-1} tone="plain" className={styles['result']}>
          {describeResult(raffle, winningNumbers(raffle), messages)}
        </Note>
      )}
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

export interface PrizeProps {
  /** From 1. */
  readonly prize: number;
  readonly award: AwardedPrize;
  readonly raffle: DrawnRaffleView;
  readonly draw: DrawRecord | undefined;
  /** Undefined until they are read, and without a key. */
  readonly tickets: readonly SoldTicket[] | undefined;
  readonly clockAheadMs: number;
}

/** A prize: its ticket, how to reach the holder, what was done with it, and what can be done. */
function Prize(props: PrizeProps) {
  const { prize, award, draw, tickets } = props;
  const { prizes: messages } = useMessages().draw;
  const { forfeits: reasons } = catalogueFor(reasonWords, useLocale().locale);
  const ticket =
    award.state === 'unawarded'
      ? undefined
      : tickets?.find(({ number }) => number === award.ticketNumber);
  // The draw record may be older than the view for a moment.
  const winner = draw?.winners[prize - 1];
  const isCurrent =
    award.state === 'drawn' &&
    winner?.state === 'drawn' &&
    winner.ticketNumber === award.ticketNumber;
  const passedOn = draw?.forfeits.filter((forfeit) => forfeit.prize === prize) ?? [];
  return (
    <Card element="li" gap={2}>
      <Row isSpread align="baseline">
        <Title level={3}>{messages.numbered(prize, award.title)}</Title>
        <span className={styles['state']} data-state={award.state}>
          {award.state === 'claimed' && <Mark outcome="passed" />}
          {messages.states[award.state]}
        </span>
      </Row>
      {award.state === 'unawarded' ? (
        <p>{messages.noTicket}</p>
      ) : (
        <p>
          <strong className={styles['number']}>{messages.ticket(award.ticketNumber)}</strong>
        </p>
      )}
      {ticket !== undefined && <Contact ticket={ticket} />}
      {passedOn.map(({ ticketNumber, reason, at }) => (
        <Note key={ticketNumber}>{messages.passedOn(ticketNumber, reasons[reason], at)}</Note>
      ))}
      {isCurrent && draw !== undefined && (
        <Row align="start">
          <ClaimPrize {...props} ticketNumber={award.ticketNumber} />
          <ForfeitPrize {...props} draw={draw} ticketNumber={award.ticketNumber} />
        </Row>
      )}
    </Card>
  );
}

/** How to reach the holder of a ticket. */
function Contact({ ticket: { name, email, phone } }: { readonly ticket: SoldTicket }) {
  const { prizes: messages } = useMessages().draw;
  const known = [name, email, phone].filter((text) => text !== undefined && text !== '');
  return <Note size="text">{known.length === 0 ? messages.noContact : known.join(' · ')}</Note>;
}
