import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { CreateRaffle } from '#contract/raffle-requests.ts';
import { isolateText } from '#contract/shown-text.ts';
import { useNotices } from '#ui/Notices.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { hrefs } from '../../shared/route.ts';
import type { Draft } from '../../shared/rule-form/draft.ts';
import { useService } from '../../shared/service-context.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import {
  copyRules,
  emptyDraft,
  findRefusedRule,
  readCreation,
  withNeededReserves,
  type Creation,
} from './creation.ts';

export interface CreationOptions {
  readonly isRehearsal: boolean;
  /** Raffles to copy from. Their ids are not proposed. */
  readonly raffles: readonly RaffleView[];
}

export type CreationState = ReturnType<typeof useCreation>;

/** State of the form: the draft, its faults, and the mutation that opens the raffle. */
export function useCreation({ isRehearsal: initially, raffles }: CreationOptions) {
  const messages = useMessages().raffles.createForm;
  const { client, locale } = useService();
  const notices = useNotices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => ({
    ...emptyDraft(locale),
    ...(initially ? { title: messages.rehearsal, prizes: messages.rehearsalPrize } : {}),
  }));
  const [isRehearsal, setIsRehearsal] = useState(initially);
  // Not the proposed id: when a request is repeated, that id is taken.
  const [typedId, setTypedId] = useState<string>();
  const [creation, setCreation] = useState<Creation>();
  const [isReviewed, setIsReviewed] = useState(false);
  const takenIds = raffles.map(({ id }) => id);
  const mutation = useIdempotentMutation(
    'create',
    async (body: CreateRaffle, idempotencyKey) =>
      client.call('createRaffle', { body, idempotencyKey }),
    ({ id, title, status }) => {
      notices.show(`create ${id}`, {
        tone: 'success',
        title: messages.done(isolateText(title)),
        text: status === 'announced' ? messages.doneAnnounced : messages.doneText,
      });
      void queries.invalidateQueries({ queryKey: ['raffles'] });
      location.hash = hrefs.raffle(id);
    },
  );
  const refused = findRefusedRule(mutation.failure?.error);
  const isIdTaken = mutation.failure?.code === 'raffle-exists';
  const isAtField = refused !== undefined || isIdTaken;
  const change = (changes: Partial<Draft>) => {
    // A picture arrives late: what was typed while it was uploaded stays.
    setDraft((current) => withNeededReserves({ ...current, ...changes }));
    setCreation(undefined);
    mutation.clearFailure();
  };
  return {
    draft,
    change,
    id: typedId ?? (draft.title.trim() === '' ? '' : proposeRaffleId(draft.title, takenIds)),
    changeId: (text: string) => {
      setTypedId(text);
      setCreation(undefined);
      mutation.clearFailure();
    },
    isRehearsal,
    setIsRehearsal,
    copyFrom: (raffle: RaffleView) => change(copyRules(raffle, draft)),
    faults: { ...creation?.faults, ...refused },
    idFault:
      creation?.isIdWrong === true ? messages.wrong.id : isIdTaken ? messages.idTaken : undefined,
    values: creation?.values,
    mutation,
    /** The failure, unless a field shows it. */
    failure: isAtField ? undefined : mutation.failure,
    /** The request that is shown for review. */
    reviewed: isReviewed && !isAtField ? creation : undefined,
    review: () => {
      const read = readCreation(draft, { id: typedId, isRehearsal, now: Date.now() });
      setCreation(read);
      setIsReviewed(read.request !== undefined);
    },
    edit: () => setIsReviewed(false),
  };
}
