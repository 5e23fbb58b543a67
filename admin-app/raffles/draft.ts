import * as z from 'zod/mini';
import { CreateRaffle, limits, RaffleId } from '#contract/schemas.ts';
import { readCount } from '#ui/CountField.tsx';

/** A raffle as it is written down, before it is one. Numbers are as they were typed. */
export interface Draft {
  readonly title: string;
  /** Undefined or empty: the service proposes one. */
  readonly id: string | undefined;
  readonly capacity: string;
  readonly perPersonLimit: string;
  readonly randomness: NonNullable<CreateRaffle['randomness']>;
  readonly rehearsal: boolean;
}

/** The fields that can be filled in wrongly. */
export type DraftField = 'title' | 'id' | 'capacity' | 'perPersonLimit';

export type ReadDraft =
  { readonly wish: CreateRaffle } | { readonly faults: readonly DraftField[] };

/** Takes a draft at its word, or names the fields that must be written differently. Pure. */
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
      wish: {
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
  const faults = Object.entries(areWrong).filter(([, isWrong]) => isWrong);
  return { faults: faults.map(([field]) => field as DraftField) };
}
