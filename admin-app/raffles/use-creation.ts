import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import type { CreateRaffle } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { hrefs } from '../page/route.ts';
import { useService } from '../service.tsx';
import { useOrder } from '../use-order.ts';
import { readDraft, type Draft, type DraftField } from './draft.ts';

export interface CreationOptions {
  readonly isRehearsal: boolean;
  readonly taken: readonly string[];
}

type Errors = Partial<Record<DraftField, string>>;

/** A draft, what is wrong with it, and the order that makes a raffle of it. */
export function useCreation({ isRehearsal, taken }: CreationOptions) {
  const { raffles } = useMessages();
  const say = raffles.createForm;
  const { client } = useService();
  const notices = useNotices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    title: isRehearsal ? say.rehearsal : '',
    // Not the one that is proposed on the page: by the time an order is repeated, that is taken.
    id: undefined,
    capacity: '100',
    perPersonLimit: '2',
    randomness: 'local',
    rehearsal: isRehearsal,
  });
  const proposedId = draft.title.trim() === '' ? '' : proposeRaffleId(draft.title, taken);
  const [errors, setErrors] = useState<Errors>({});
  const order = useOrder(
    'create',
    async (body: CreateRaffle, idempotencyKey) =>
      client.call('createRaffle', { body, idempotencyKey }),
    ({ id, title }) => {
      notices.show(`create ${id}`, { tone: 'success', title: say.done(title), text: say.doneText });
      void queries.invalidateQueries({ queryKey: ['raffles'] });
      location.hash = hrefs.raffle(id);
    },
  );
  const idTaken = order.failure?.code === 'raffle-exists' ? say.idTaken : undefined;
  return {
    draft,
    proposedId,
    order,
    errors: { ...errors, id: errors.id ?? idTaken },
    write: (changes: Partial<Draft>) => {
      setDraft({ ...draft, ...changes });
      if ('id' in changes) order.clear();
    },
    submit: () => {
      const read = readDraft(draft);
      const faults = 'faults' in read ? read.faults : [];
      setErrors(Object.fromEntries(faults.map((field) => [field, say.wrong[field]])));
      if ('wish' in read) order.give(read.wish);
    },
  };
}
