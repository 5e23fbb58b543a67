import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { RaffleView } from '#contract/raffles.ts';
import { CountField, Form, readCount } from '#ui/Field.tsx';
import { Stack } from '#ui/primitives.tsx';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useNotices } from '#ui/Notices.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { Section } from '../../shared/Page.tsx';
import { useService } from '../../shared/service-context.ts';
import { SubmitAction } from '../../shared/SubmitAction.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { hrefs } from '../../shared/route.ts';

const proposedCount = 60;

/** Lets made-up participants buy tickets in a rehearsal. */
export function RehearsalBuyers({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words } = useMessages();
  const messages = words.rehearsal.fill;
  const { id, status, remaining } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useDisabledReason('change');
  const unavailable =
    status === 'announced'
      ? messages.notStarted
      : status !== 'open'
        ? messages.salesEnded
        : remaining === 0
          ? messages.soldOut
          : undefined;
  const reason = mayNot ?? unavailable;
  const [typed, setTyped] = useState<string>();
  const text = typed ?? String(Math.min(proposedCount, remaining || 1));
  const [error, setError] = useState<string>();
  const fill = useIdempotentMutation(
    `rehearse ${id}`,
    async (tickets: number, idempotencyKey) =>
      client.call('rehearseRaffle', { params: { id }, body: { tickets }, idempotencyKey }),
    ({ taken }) => {
      // Propose a count anew: fewer tickets are left.
      setTyped(undefined);
      notices.show(`rehearse ${id}`, {
        tone: 'success',
        title: messages.done(taken),
        text: messages.doneText,
      });
    },
  );
  return (
    <Section title={messages.title}>
      <p>{messages.text}</p>
      <Form
        onSubmit={() => {
          const tickets = readCount(text, remaining);
          setError(
            tickets === undefined && unavailable === undefined
              ? messages.wrong(remaining)
              : undefined,
          );
          if (tickets !== undefined && reason === undefined) fill.run(tickets);
        }}
      >
        <Stack gap={3} align="start">
          <CountField label={messages.count} value={text} onChange={setTyped} error={error} />
          <SubmitAction mutation={fill} reason={reason} pendingLabel={messages.pending}>
            {messages.button}
          </SubmitAction>
        </Stack>
      </Form>
      <MutationFailureNote failure={fill.failure} />
    </Section>
  );
}

/** Deletes a rehearsal and its log. */
export function DeleteRehearsal({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words } = useMessages();
  const messages = words.rehearsal.delete;
  const { id, title } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const queries = useQueryClient();
  const reason = useDisabledReason('change');
  const remove = useIdempotentMutation(
    `delete ${id}`,
    async (_wish: null, idempotencyKey) =>
      client.call('deleteRaffle', { params: { id }, idempotencyKey }),
    () => {
      notices.show(`delete ${id}`, {
        tone: 'success',
        title: messages.done(title),
        text: messages.doneText,
      });
      void queries.invalidateQueries({ queryKey: ['raffles'] });
      location.hash = hrefs.raffles;
    },
  );
  return (
    <ConfirmedMutation
      mutation={remove}
      request={null}
      label={messages.open}
      reason={reason}
      confirmation={{
        title: messages.title(title),
        typed: { expected: id, label: words.typeId(id) },
        action: messages.action,
      }}
      pendingLabel={messages.pending}
    >
      <p>{messages.consequence}</p>
    </ConfirmedMutation>
  );
}
