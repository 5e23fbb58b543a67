import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { DrawRecord } from '#contract/draws.ts';
import { catalogueFor } from '#contract/language.ts';
import { ForfeitReason } from '#contract/raffles.ts';
import { reasonWords } from '#contract/reason-words.ts';
import type { ForfeitRequest } from '#contract/requests.ts';
import { assignPrizes, claimDeadline, type RankedTicket } from '#proof/assign-prizes.ts';
import { Choice } from '#ui/Choice.tsx';
import { useNotices } from '#ui/Notices.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useSecondsLeft } from '../../shared/use-seconds-left.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import type { PrizeProps } from './DrawResult.tsx';

export interface ForfeitPrizeProps extends PrizeProps {
  readonly draw: DrawRecord;
  readonly ticketNumber: number;
}

/** Takes a prize from a ticket, so that it goes to the next one, which the dialog names. */
export function ForfeitPrize(props: ForfeitPrizeProps) {
  const { prize, award, raffle, ticketNumber } = props;
  const { forfeit: messages } = useMessages().draw.prizes;
  const { id } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useDisabledReason('change');
  const [reason, setReason] = useState<ForfeitReason | null>(null);
  const forfeit = useIdempotentMutation(
    `forfeit ${id} ${prize}`,
    async (body: ForfeitRequest, idempotencyKey) =>
      client.call('forfeitPrize', { params: { id, prize: String(prize) }, body, idempotencyKey }),
    () =>
      notices.show(`prize ${id} ${prize}`, {
        tone: 'success',
        title: messages.done(award.title),
        text: messages.doneText,
      }),
  );
  return (
    <ConfirmedMutation
      mutation={forfeit}
      request={{ ticketNumber, reason: reason ?? 'declined' }}
      label={messages.open}
      accessibleLabel={messages.label(award.title)}
      look="quiet"
      reason={mayNot}
      confirmation={{
        title: messages.title(award.title, ticketNumber),
        fields: <ReasonField {...props} reason={reason} onChange={setReason} />,
        isComplete: reason !== null,
        action: messages.action,
      }}
      pendingLabel={messages.pending}
    >
      <p>{messages.consequence}</p>
    </ConfirmedMutation>
  );
}

interface ReasonFieldProps extends ForfeitPrizeProps {
  readonly reason: ForfeitReason | null;
  readonly onChange: (reason: ForfeitReason) => void;
}

/** The reasons that are possible now, and who gets the prize with the chosen one. */
function ReasonField(props: ReasonFieldProps) {
  const { reason, onChange, tickets } = props;
  const { forfeit: messages } = useMessages().draw.prizes;
  const { forfeits: words } = catalogueFor(reasonWords, useLocale().locale);
  const deadline = deadlineOf(props);
  const endsAt = deadline === undefined ? Number.POSITIVE_INFINITY : Date.parse(deadline);
  const isOver = useSecondsLeft(endsAt - props.clockAheadMs) === 0;
  const options = ForfeitReason.options
    .filter((each) => each !== 'unclaimed' || isOver)
    .map((value) => ({ value, label: words[value], hint: messages.hints[value] }));
  const next = reason === null ? undefined : findNext(props, reason);
  const buyer = tickets?.find(({ number }) => number === next?.ticketNumber);
  return (
    <Stack gap={3}>
      <Choice label={messages.reason} value={reason} options={options} onChange={onChange} />
      {!isOver && (
        <Note>{deadline === undefined ? messages.never : messages.notYet(deadline)}</Note>
      )}
      {reason !== null && (
        <output>
          {next === undefined
            ? messages.unawarded
            : messages.next(next.ticketNumber, buyer?.name ?? buyer?.email ?? '')}
        </output>
      )}
    </Stack>
  );
}

/** From when the prize counts as not collected; undefined if no time was announced. */
function deadlineOf({ raffle, draw, prize }: ForfeitPrizeProps): string | undefined {
  const { claimBy } = raffle;
  if (claimBy === undefined) return undefined;
  const heldSince = draw.forfeits.findLast((each) => each.prize === prize)?.at ?? draw.drawnAt;
  return claimDeadline(claimBy, heldSince);
}

/** The ticket that gets the prize if its ticket loses it now; undefined if none is left. */
function findNext(props: ForfeitPrizeProps, reason: ForfeitReason): RankedTicket | undefined {
  const { raffle, draw, prize, ticketNumber } = props;
  const forfeits = [...draw.forfeits, { prize, ticketNumber, reason }];
  return assignPrizes(raffle, draw.order, forfeits)[prize - 1];
}
