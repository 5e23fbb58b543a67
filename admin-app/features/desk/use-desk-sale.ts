import { useEffect, useEffectEvent, useRef, useState } from 'react';
import * as z from 'zod/mini';
import { DeskSaleRequest } from '#contract/requests.ts';
import { DeskSale } from '#contract/tickets.ts';
import { storageItem } from '#ui/storage.ts';
import { useService } from '../../shared/service-context.ts';
import { useSession } from '../../shared/session/session.tsx';
import { useIdempotentMutation, type Mutation } from '../../shared/use-idempotent-mutation.ts';

/** A sale that is done, and what was asked for. */
export interface MadeSale {
  readonly sale: DeskSale;
  readonly request: DeskSaleRequest;
}

const StoredSale = z.object({ sale: DeskSale, request: DeskSaleRequest });

export interface DeskSaleState {
  /** The sale whose tickets are shown; it outlives a reload. */
  readonly made: MadeSale | undefined;
  /** A sale that may have been made, but has no answer yet. No other can be made until it has one. */
  readonly unanswered: DeskSaleRequest | undefined;
  readonly isPending: boolean;
  readonly failure: Mutation<DeskSaleRequest>['failure'];
  readonly sell: (request: DeskSaleRequest) => void;
  /** Asks again for the answer to the unanswered sale. */
  readonly finish: () => void;
  /** Puts the tickets away. */
  readonly putAway: () => void;
}

/**
 * Sells at most once for each press, also on a bad network: a sale is stored with its key before it is
 * sent, and repeated with this key until it is answered, after a reload too. The names of the stored
 * items contain the signing key, because the service knows a sale by both.
 */
export function useDeskSale(raffleId: string): DeskSaleState {
  const { client, serviceUrl, timings } = useService();
  const { status, key } = useSession();
  const name = `desk-sale ${key?.keyid ?? ''} ${raffleId}`;
  const [shown] = useState(() =>
    storageItem<MadeSale>({
      where: 'localStorage',
      name: `raffle-made ${serviceUrl} ${name}`,
      read: (value) => StoredSale.safeParse(value).data,
    }),
  );
  const [made, setMade] = useState(() => shown.load());
  /** Known before the page shows it: a second press may come in between. */
  const isMade = useRef(made !== undefined);
  const mutation = useIdempotentMutation(
    name,
    async (body: DeskSaleRequest, idempotencyKey) =>
      client.call('sellTickets', { params: { id: raffleId }, body, idempotencyKey }),
    (sale, request) => {
      isMade.current = true;
      shown.save({ sale, request });
      setMade({ sale, request });
    },
    { where: 'localStorage', readRequest: (value) => DeskSaleRequest.safeParse(value).data },
  );
  const { unanswered, isPending, run, repeat } = mutation;
  const [repeated, setRepeated] = useState<DeskSaleRequest>();
  const finish = () => {
    if (unanswered === undefined) return;
    setRepeated(unanswered);
    repeat();
  };
  const finishSoon = useEffectEvent(finish);
  const isWaiting = unanswered !== undefined && !isPending && status === 'ready';
  const hasFailed = mutation.failure !== undefined;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const onTime = () => finishSoon();
    // At once after a reload; then with pauses, because the network or the service may be down.
    const timer = setTimeout(onTime, hasFailed ? timings.pollMs : 0);
    window.addEventListener('online', onTime);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', onTime);
    };
  }, [isWaiting, hasFailed, timings]);
  return {
    made,
    unanswered: unanswered ?? (isPending ? repeated : undefined),
    isPending,
    failure: mutation.failure,
    sell: (request) => {
      if (unanswered !== undefined || isMade.current) return;
      setRepeated(undefined);
      run(request);
    },
    finish,
    putAway: () => {
      isMade.current = false;
      shown.clear();
      setMade(undefined);
    },
  };
}
