import { useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import type { Summary } from '#contract/summary.ts';
import { Action } from '#ui/Action.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Note, Stack } from '#ui/primitives.tsx';
import { useWitnessing } from '#ui/witnesses/use-witnessing.ts';
import { WitnessNote } from '#ui/witnesses/WitnessNote.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { alarmsKey, summaryKey, useSummary } from '../../shared/queries/use-summary.ts';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';

/** What the witnesses that the service asks have signed. Shows nothing if it asks none. */
export function Witnesses({ raffle }: { readonly raffle: RaffleView }) {
  const { witnesses: messages } = useMessages().raffle;
  const { serviceUrl } = useService();
  const witnessing = useWitnessing(serviceUrl, raffle);
  if (witnessing === undefined || witnessing.witnesses.length === 0) return null;
  return (
    <Section title={messages.title}>
      <WitnessNote witnessing={witnessing} />
    </Section>
  );
}

/** Warns that a witness claims to have seen another history. Shows nothing otherwise. */
export function WitnessAlarms({ raffleId }: { readonly raffleId: string }) {
  const alarms = useSummary(raffleId)?.alarms ?? [];
  return alarms.map((alarm) => (
    <WitnessAlarm key={alarm.witness} raffleId={raffleId} alarm={alarm} />
  ));
}

interface WitnessAlarmProps {
  readonly raffleId: string;
  readonly alarm: NonNullable<Summary['alarms']>[number];
}

function WitnessAlarm({ raffleId, alarm }: WitnessAlarmProps) {
  const { witnesses: messages } = useMessages().raffle;
  const { client, serviceUrl } = useService();
  const queries = useQueryClient();
  const reason = useDisabledReason('change');
  const { moment } = formatsOf(useLocale().locale);
  const { witness, size, at } = alarm;
  const resume = useIdempotentMutation(
    `resume-witness ${raffleId} ${witness}`,
    async (_request: null, idempotencyKey) =>
      client.call('resumeWitness', {
        params: { id: raffleId },
        body: { witness },
        idempotencyKey,
      }),
    () => {
      void queries.invalidateQueries({ queryKey: summaryKey(serviceUrl, raffleId) });
      void queries.invalidateQueries({ queryKey: alarmsKey(serviceUrl) });
    },
  );
  return (
    <Note role="alert" element="div" tone="danger">
      <Stack gap={2} align="start">
        <strong>{messages.claims(witness)}</strong>
        <span>{messages.meaning(size, moment(at))}</span>
        <span>{messages.toDo}</span>
        <MutationFailureNote failure={resume.failure} />
        <Action
          look="quiet"
          reason={reason}
          aria-label={messages.resumeFor(witness)}
          isPending={resume.isPending}
          pendingLabel={messages.pending}
          onPress={() => resume.run(null)}
        >
          {messages.resume}
        </Action>
      </Stack>
    </Note>
  );
}
