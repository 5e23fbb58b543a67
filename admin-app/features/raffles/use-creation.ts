import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod/mini';
import { proposeRaffleId } from '#contract/propose-raffle-id.ts';
import { CreateRaffle } from '#contract/requests.ts';
import { isolateText } from '#contract/shown-text.ts';
import { limits, RaffleId } from '#contract/raffles.ts';
import { readCount } from '#ui/Field.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useNotices } from '#ui/Notices.tsx';
import { hrefs } from '../../shared/route.ts';
import { useService } from '../../shared/service.tsx';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';

/** The values of the form. Numbers are text as typed. */
export interface Draft {
  readonly title: string;
  /** Undefined or empty: the service proposes one. */
  readonly id: string | undefined;
  readonly capacity: string;
  readonly perPersonLimit: string;
  readonly randomness: NonNullable<CreateRaffle['randomness']>;
  readonly rehearsal: boolean;
}

/** The fields that can be invalid. */
const draftFields = ['title', 'id', 'capacity', 'perPersonLimit'] as const;
type DraftField = (typeof draftFields)[number];

type ReadDraft = { readonly request: CreateRaffle } | { readonly faults: readonly DraftField[] };

/** @returns The request that the draft stands for, or the fields that are invalid. */
export function readDraft(draft: Draft): ReadDraft {
  const { randomness, rehearsal } = draft;
  const title = CreateRaffle.shape.title.safeParse(draft.title);
  const typedId = draft.id?.trim();
  const id = z.optional(RaffleId).safeParse(typedId === '' ? undefined : typedId);
  const capacity = readCount(draft.capacity, limits.capacityMax);
  const perPersonLimit = readCount(draft.perPersonLimit, limits.perPersonLimitMax);
  if (title.success && id.success && capacity !== undefined && perPersonLimit !== undefined) {
    const rules = { title: title.data, capacity, perPersonLimit, randomness };
    return {
      request: {
        ...rules,
        ...(id.data === undefined ? {} : { id: id.data }),
        ...(rehearsal ? { rehearsal } : {}),
      },
    };
  }
  const areWrong: Record<DraftField, boolean> = {
    title: !title.success,
    id: !id.success,
    capacity: capacity === undefined,
    perPersonLimit: perPersonLimit === undefined,
  };
  return { faults: draftFields.filter((field) => areWrong[field]) };
}

export interface CreationOptions {
  readonly isRehearsal: boolean;
  /** Ids that are not proposed. */
  readonly takenIds: readonly string[];
}

type Errors = Partial<Record<DraftField, string>>;

/** State of the form: the draft, its errors, and the mutation that opens the raffle. */
export function useCreation({ isRehearsal, takenIds }: CreationOptions) {
  const { raffles } = useMessages();
  const messages = raffles.createForm;
  const { client } = useService();
  const notices = useNotices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    title: isRehearsal ? messages.rehearsal : '',
    // Not the proposed id: when a request is repeated, that id is taken.
    id: undefined,
    capacity: '100',
    perPersonLimit: '2',
    randomness: 'local',
    rehearsal: isRehearsal,
  });
  const proposedId = draft.title.trim() === '' ? '' : proposeRaffleId(draft.title, takenIds);
  const [errors, setErrors] = useState<Errors>({});
  const mutation = useIdempotentMutation(
    'create',
    async (body: CreateRaffle, idempotencyKey) =>
      client.call('createRaffle', { body, idempotencyKey }),
    ({ id, title }) => {
      const done = messages.done(isolateText(title));
      notices.show(`create ${id}`, { tone: 'success', title: done, text: messages.doneText });
      void queries.invalidateQueries({ queryKey: ['raffles'] });
      location.hash = hrefs.raffle(id);
    },
  );
  const idTaken = mutation.failure?.code === 'raffle-exists' ? messages.idTaken : undefined;
  return {
    draft,
    proposedId,
    mutation,
    errors: { ...errors, id: errors.id ?? idTaken },
    write: (changes: Partial<Draft>) => {
      setDraft({ ...draft, ...changes });
      const others = Object.entries(errors).filter(([field]) => !(field in changes));
      setErrors(Object.fromEntries(others));
      if ('id' in changes) mutation.clearFailure();
    },
    submit: () => {
      const read = readDraft(draft);
      const faults = 'faults' in read ? read.faults : [];
      setErrors(Object.fromEntries(faults.map((field) => [field, messages.wrong[field]])));
      if ('request' in read) mutation.run(read.request);
    },
  };
}
