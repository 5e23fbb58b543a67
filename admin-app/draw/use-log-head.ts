import { useQuery } from '@tanstack/react-query';
import type { RaffleView } from '#contract/schemas.ts';
import { toHex } from '#proof/bytes.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { useService } from '../service.tsx';
import { useCatchingUp } from '../use-catching-up.ts';

/** What the newest checkpoint of a log signs. */
export interface LogHead {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

const pauseMs = 1000;

/** The log's head, as it grows. */
export function useLogHead({ id, openedAt, version }: RaffleView): LogHead | undefined {
  const { client, serviceUrl } = useService();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['checkpoint', serviceUrl, id, openedAt],
    async queryFn({ signal }) {
      const note = await client.text('showCheckpoint', { params: { id }, signal });
      const { size, root } = parseCheckpoint(readNoteText(note));
      return { size, root: toHex(root) };
    },
  });
  const isBehind = !isFetching && (error !== null || (data !== undefined && data.size < version));
  useCatchingUp({ isBehind, error, readAgain: refetch, pauseMs });
  return data;
}
