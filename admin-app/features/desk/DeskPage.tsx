import { useState } from 'react';
import type { KnownRaffle, RaffleState } from '#ui/live/raffle-state.ts';
import { Note, RehearsalBand, Stack } from '#ui/primitives.tsx';
import { describeStatus } from '../../shared/describe-status.ts';
import { MutationFailureNote, OriginMismatchHint } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page } from '../../shared/Page.tsx';
import { useLiveRaffle } from '../../shared/queries/raffle-queries.ts';
import { hrefs } from '../../shared/route.ts';
import { useSession } from '../../shared/session/session.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { MarkPaid } from './MarkPaid.tsx';
import { SaleForm } from './SaleForm.tsx';
import { SoldSlip } from './SoldSlip.tsx';
import { UnansweredSale } from './UnansweredSale.tsx';
import { useDeskSale } from './use-desk-sale.ts';
import styles from './desk.module.css';

/** Where a seller takes money and hands out tickets, on a phone. */
export function DeskPage({ raffleId }: { readonly raffleId: string }) {
  const { desk: messages, raffles } = useMessages();
  const { state } = useLiveRaffle(raffleId);
  const { key } = useSession();
  const mayNot = useDisabledReason('sell');
  const title = state.status === 'known' ? state.raffle.title : raffleId;
  const back =
    key?.role === 'seller'
      ? { href: hrefs.raffles, label: raffles.title }
      : { href: hrefs.raffle(raffleId), label: messages.toRaffle };
  return (
    <Page title={title} back={back}>
      {key === undefined ? (
        <Note size="text">{mayNot}</Note>
      ) : (
        // What is stored here belongs to the key.
        <Desk key={key.keyid} raffleId={raffleId} state={state} />
      )}
    </Page>
  );
}

interface DeskProps {
  readonly raffleId: string;
  readonly state: RaffleState;
}

function Desk({ raffleId, state }: DeskProps) {
  const { raffle: words } = useMessages();
  const desk = useDeskSale(raffleId);
  const [isPaid, setIsPaid] = useState(true);
  const unanswered = desk.unanswered !== undefined && (
    <UnansweredSale request={desk.unanswered} desk={desk} />
  );
  if (state.status !== 'known') {
    return (
      <>
        {unanswered}
        <p>
          <span>{words.unavailable[state.status]}</span>{' '}
          {state.status === 'unreachable' && <OriginMismatchHint />}
        </p>
      </>
    );
  }
  const { raffle } = state;
  const band = raffle.rehearsal && <RehearsalBand>{words.rehearsal.band}</RehearsalBand>;
  if (desk.made !== undefined) {
    return (
      <>
        {band}
        <SoldSlip raffle={raffle} {...desk.made} onNext={desk.putAway} />
      </>
    );
  }
  return (
    <Stack gap={6} width="form">
      {band}
      {(raffle.status === 'open' || raffle.status === 'announced') && <Left raffleState={state} />}
      {unanswered !== false ? (
        unanswered
      ) : raffle.status === 'open' && raffle.remaining > 0 ? (
        <SaleForm raffle={raffle} desk={desk} isPaid={isPaid} onPaidChange={setIsPaid} />
      ) : (
        <>
          <MutationFailureNote failure={desk.failure} />
          <Note tone="plain">{describeStatus(raffle, words)}</Note>
        </>
      )}
      {raffle.sold > 0 && <MarkPaid raffle={raffle} />}
    </Stack>
  );
}

/** How many tickets are left, live. */
function Left({ raffleState: { raffle, freshness } }: { readonly raffleState: KnownRaffle }) {
  const { desk: messages } = useMessages();
  return (
    <p className={styles['left']}>
      <strong className={styles['count']}>{messages.left(raffle)}</strong>{' '}
      <Note element="span">{messages.freshness[freshness]}</Note>
    </p>
  );
}
