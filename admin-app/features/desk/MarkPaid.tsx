import { useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { CountField, Form, readCount } from '#ui/Field.tsx';
import { Details, Stack } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { SubmitAction } from '../../shared/SubmitAction.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';

/** A buyer brings the money later: the ticket's number is typed and marked as paid. */
export function MarkPaid({ raffle }: { readonly raffle: RaffleView }) {
  const { payment: messages } = useMessages().desk;
  const { client } = useService();
  const reason = useDisabledReason('sell');
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const [done, setDone] = useState<number>();
  const mark = useIdempotentMutation(
    `mark-paid ${raffle.id}`,
    async (ticket: number, idempotencyKey) =>
      client.call('markPayments', {
        params: { id: raffle.id },
        body: { numbers: [ticket], paid: true },
        idempotencyKey,
      }),
    (_answer, ticket) => {
      setDone(ticket);
      setText('');
    },
  );
  return (
    <Details summary={messages.title}>
      <Form
        onSubmit={() => {
          const ticket = readCount(text, raffle.capacity);
          setIsWrong(ticket === undefined);
          setDone(undefined);
          if (ticket !== undefined && reason === undefined) mark.run(ticket);
        }}
      >
        <Stack align="start">
          <CountField
            label={messages.number}
            value={text}
            onChange={setText}
            error={isWrong ? messages.wrong(raffle.capacity) : undefined}
          />
          <MutationFailureNote failure={mark.failure} />
          <output>{done !== undefined && messages.done(done)}</output>
          <SubmitAction mutation={mark} reason={reason} pendingLabel={messages.pending}>
            {messages.button}
          </SubmitAction>
        </Stack>
      </Form>
    </Details>
  );
}
