import { useMutation } from '@tanstack/react-query';
import type { RaffleView } from '#contract/raffles.ts';
import { createLogSource } from '#contract/log-source.ts';
import { writePaymentsCsv } from '#contract/ticket-files.ts';
import { collectBundle } from '#proof/bundle.ts';
import { Action } from '#ui/Action.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { saveFile } from '#ui/save-file.ts';
import { QueryFailure } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';

/** Saves the public log and the payments of a raffle, as `raffle export` does. */
export function Files({ raffle }: { readonly raffle: RaffleView }) {
  const { files: messages } = useMessages().raffle;
  const { longReplyClient: client } = useService();
  const mayRead = useDisabledReason('read');
  const { id, notice } = raffle;
  const saveLog = async () => {
    const bundle = await collectBundle(id, createLogSource(client, id));
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    saveFile({ name: `${id}.raffle-log.json`, type: 'application/json', text });
  };
  const savePayments = async () => {
    const { tickets } = await client.call('listSoldTickets', { params: { id } });
    const text = writePaymentsCsv(tickets, notice?.price);
    saveFile({ name: `${id}-payments.csv`, type: 'text/csv', text });
  };
  return (
    <Section title={messages.title}>
      <SaveButton label={messages.log} hint={messages.logHint} save={saveLog} />
      <SaveButton
        label={messages.payments}
        hint={messages.paymentsHint}
        reason={mayRead}
        save={savePayments}
      />
    </Section>
  );
}

interface SaveButtonProps {
  readonly label: string;
  readonly hint: string;
  readonly reason?: string | undefined;
  readonly save: () => Promise<void>;
}

function SaveButton({ label, hint, reason, save }: SaveButtonProps) {
  const { files: messages } = useMessages().raffle;
  const { mutate, isPending, error } = useMutation({ mutationFn: save });
  return (
    <Stack gap={1} align="start">
      <Action
        look="quiet"
        reason={reason}
        isPending={isPending}
        pendingLabel={messages.pending}
        onPress={() => mutate()}
      >
        {label}
      </Action>
      {reason === undefined && <Note>{hint}</Note>}
      {error !== null && <QueryFailure error={error} onRetry={() => mutate()} />}
    </Stack>
  );
}
