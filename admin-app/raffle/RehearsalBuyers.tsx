import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { RaffleView } from '#contract/schemas.ts';
import { CountField, readCount } from '#ui/CountField.tsx';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { Action } from '../page/Action.tsx';
import { Refusal } from '../page/Refusal.tsx';
import { Section } from '../page/Section.tsx';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useOrder } from '../use-order.ts';
import styles from './RehearsalBuyers.module.css';

const proposedCount = 60;

/** Has made-up participants buy, so that there is something to draw. */
export function RehearsalBuyers({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words } = useMessages();
  const say = words.rehearsal.fill;
  const { id, status, remaining } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useReason('change');
  const isOver = status !== 'open' ? say.salesEnded : remaining === 0 ? say.soldOut : undefined;
  const reason = mayNot ?? isOver;
  const [written, write] = useState<string>();
  const text = written ?? String(Math.min(proposedCount, remaining || 1));
  const [error, setError] = useState<string>();
  const fill = useOrder(
    `rehearse ${id}`,
    async (tickets: number, idempotencyKey) =>
      client.call('rehearseRaffle', { params: { id }, body: { tickets }, idempotencyKey }),
    ({ taken }) => {
      // Another number is left now.
      write(undefined);
      notices.show(`rehearse ${id}`, {
        tone: 'success',
        title: say.done(taken),
        text: say.doneText,
      });
    },
  );
  return (
    <Section title={say.title}>
      <p>{say.text}</p>
      <Form
        className={styles['form']!}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          const tickets = readCount(text, remaining);
          setError(
            tickets === undefined && isOver === undefined ? say.wrong(remaining) : undefined,
          );
          if (tickets !== undefined && reason === undefined) fill.give(tickets);
        }}
      >
        <CountField label={say.count} value={text} onChange={write} error={error} />
        <Action
          type="submit"
          look="quiet"
          reason={reason}
          isPending={fill.isPending}
          pendingLabel={say.pending}
        >
          {say.button}
        </Action>
      </Form>
      <Refusal failure={fill.failure} />
    </Section>
  );
}
