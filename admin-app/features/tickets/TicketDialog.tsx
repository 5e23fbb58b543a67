import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { catalogueFor } from '#contract/language.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { reasonWords } from '#contract/reason-words.ts';
import { VoidReason, type SoldTicket } from '#contract/tickets.ts';
import { Action } from '#ui/Action.tsx';
import { Button } from '#ui/Button.tsx';
import { Choice } from '#ui/Choice.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Code, Details, Note, Row, Stack, Title } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useVoidTickets, voidOf } from './use-void-tickets.ts';
import styles from './tickets.module.css';

export interface TicketDialogProps {
  readonly raffle: RaffleView;
  /** As it is now; undefined while the dialog is closed. */
  readonly ticket: SoldTicket | undefined;
  readonly onPay: (ticket: SoldTicket) => void;
  readonly onClose: () => void;
}

/** What is known of a ticket and its buyer, whether it is paid, and how to void it. */
export function TicketDialog({ raffle, ticket, onPay, onClose }: TicketDialogProps) {
  const { tickets: messages } = useMessages();
  return (
    <Dialog
      title={ticket === undefined ? '' : messages.details(ticket.number)}
      isOpen={ticket !== undefined}
      onClose={onClose}
    >
      {ticket !== undefined && (
        <Stack gap={5}>
          <Facts ticket={ticket} />
          <PaidButton ticket={ticket} onPay={onPay} />
          <VoidForm raffle={raffle} ticket={ticket} onDone={onClose} />
          <Row>
            <Button look="quiet" onPress={onClose}>
              {messages.close}
            </Button>
          </Row>
        </Stack>
      )}
    </Dialog>
  );
}

function Facts({ ticket }: { readonly ticket: SoldTicket }) {
  const { tickets: messages, draw } = useMessages();
  const { stamp } = formatsOf(useLocale().locale);
  const sold = `${stamp(ticket.purchasedAt)}, ${ticket.desk === true ? messages.atDesk : messages.online}`;
  const facts = [
    [messages.name, ticket.name],
    [messages.email, ticket.email],
    [messages.phone, ticket.phone],
    [messages.sold, sold],
    [messages.paid, ticket.paid === true ? messages.isPaid : messages.isDue],
  ] as const;
  return (
    <>
      <dl className={styles['facts']}>
        {facts.map(([label, text]) =>
          text === undefined || text === '' ? null : (
            <div key={label} className={styles['fact']}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
      <Details summary={draw.technical}>
        <span>
          <Note element="span">{messages.holder}</Note> <Code>{ticket.holder}</Code>
        </span>
      </Details>
    </>
  );
}

function PaidButton({
  ticket,
  onPay,
}: { readonly ticket: SoldTicket } & Pick<TicketDialogProps, 'onPay'>) {
  const { tickets: messages } = useMessages();
  const reason = useDisabledReason('change');
  const { number } = ticket;
  return (
    <Action look="quiet" reason={reason} onPress={() => onPay(ticket)}>
      {ticket.paid === true ? messages.markDue(number) : messages.markPaid(number)}
    </Action>
  );
}

interface VoidFormProps {
  readonly raffle: RaffleView;
  readonly ticket: SoldTicket;
  readonly onDone: () => void;
}

/** Voids a ticket for a reason. The consequence is named beside the button. */
function VoidForm({ raffle, ticket, onDone }: VoidFormProps) {
  const { void: messages } = useMessages().tickets;
  const { voids: words } = catalogueFor(reasonWords, useLocale().locale);
  const mayNot = useDisabledReason('change');
  const [reason, setReason] = useState<VoidReason | null>(null);
  const { mutation } = useVoidTickets(raffle, onDone);
  if (raffle.status !== 'open') return <Note>{messages.notOnSale}</Note>;
  const options = VoidReason.options
    .filter((each) => each !== 'unpaid' || ticket.paid !== true)
    .map((value) => ({ value, label: words[value], hint: messages.hints[value] }));
  return (
    <Stack gap={3} align="start">
      <Title level={3}>{messages.title}</Title>
      <Choice label={messages.reason} value={reason} options={options} onChange={setReason} />
      {reason !== null && (
        <>
          <p>{messages.consequence}</p>
          <MutationFailureNote failure={mutation.failure} />
          <Action
            look="danger"
            reason={mayNot}
            isPending={mutation.isPending}
            pendingLabel={messages.pending}
            onPress={() => mutation.run(voidOf([ticket], reason))}
          >
            {messages.action}
          </Action>
        </>
      )}
    </Stack>
  );
}
