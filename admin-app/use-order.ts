import { useRef, useState } from 'react';
import { sayTrouble, type SpokenTrouble } from '#ui/problems/sentences.ts';
import { isOutcomeUnknown, toTrouble, type TroubleCode } from '#ui/problems/trouble.ts';
import { keep } from '#ui/storage.ts';
import { useService } from './service.tsx';

/** Something an operator orders, and how it goes. */
export interface Order<Wish> {
  readonly isPending: boolean;
  /** It was sent, perhaps before this page was loaded again, and nobody knows what came of it. */
  readonly isUnsettled: boolean;
  /** It was sent, and is known not to have been done. Who still wants it orders it as if anew. */
  readonly isLetGo: boolean;
  /** Why the last one failed, whether anything was changed, and what to do. */
  readonly failure: OrderFailure | undefined;
  /** Orders it. A second press finds the first under way. */
  readonly give: (wish: Wish) => void;
  /** Forgets a failure, as when its dialog closes. */
  readonly clear: () => void;
  /** Says of an unsettled order that it was not done. Its key stays, in case it arrives after all. */
  readonly letGo: () => void;
}

export interface OrderFailure extends SpokenTrouble {
  readonly code: TroubleCode;
  readonly error: unknown;
}

/** What was asked for, and the Idempotency-Key that goes with it until it is answered. */
interface Intent {
  readonly wish: string;
  readonly key: string;
  readonly isLetGo?: true;
}

/**
 * @param name Of the order, in this tab: under it its key outlives a reload.
 * @param place Sends it. While the outcome of the same wish is not known, it is sent with the same
 *   Idempotency-Key, so it is done once.
 * @param onDone Hears the answer.
 */
export function useOrder<Wish, Answer>(
  name: string,
  place: (wish: Wish, idempotencyKey: string) => Promise<Answer>,
  onDone: (answer: Answer, wish: Wish) => void,
): Order<Wish> {
  const { locale, serviceUrl } = useService();
  const [isPending, setIsPending] = useState(false);
  const [failure, setFailure] = useState<OrderFailure>();
  // State comes too late for a double click.
  const isBusy = useRef(false);
  const [unsettled] = useState(() =>
    keep({
      where: 'sessionStorage',
      name: `raffle-order ${serviceUrl} ${name}`,
      read: readIntent,
    }),
  );
  const [isLetGo, setIsLetGo] = useState(() => unsettled.load()?.isLetGo === true);

  const attempt = async (wish: Wish) => {
    const text = JSON.stringify(wish) ?? '';
    const kept = unsettled.load();
    const earlier = kept?.wish === text ? kept : undefined;
    const intent = { wish: text, key: earlier?.key ?? crypto.randomUUID() };
    // Kept before it is sent: whatever happens to this page now, the key is not lost.
    unsettled.save(intent);
    let answer: Answer;
    try {
      answer = await place(wish, intent.key);
    } catch (error) {
      const trouble = toTrouble(error);
      const isUnread = earlier !== undefined && refusedUnread.has(trouble.code);
      if (!isUnread && !isOutcomeUnknown(trouble.code)) unsettled.clear();
      setFailure({ ...sayTrouble(trouble, { locale, asked: 'change' }), ...trouble, error });
      return;
    }
    unsettled.clear();
    onDone(answer, wish);
  };
  const give = (wish: Wish) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsPending(true);
    setIsLetGo(false);
    setFailure(undefined);
    void attempt(wish).finally(() => {
      isBusy.current = false;
      setIsPending(false);
    });
  };
  const letGo = () => {
    const kept = unsettled.load();
    if (kept === undefined) return;
    unsettled.save({ ...kept, isLetGo: true });
    setIsLetGo(true);
    setFailure(undefined);
  };
  const isKept = !isPending && unsettled.load() !== undefined;
  return {
    isPending,
    isUnsettled: isKept && !isLetGo,
    isLetGo: isKept && isLetGo,
    failure,
    give,
    clear: () => setFailure(undefined),
    letGo,
  };
}

/** Refusals that come before the key is looked up: they settle nothing about an earlier request. */
const refusedUnread: ReadonlySet<TroubleCode> = new Set<TroubleCode>([
  'key-unknown',
  'no-admin-key',
  'overloaded',
  'rate-limited',
  'role-insufficient',
  'signature-invalid',
  'signature-missing',
  'signature-replayed',
  'signature-stale',
]);

function readIntent(value: unknown): Intent | undefined {
  const { wish, key, isLetGo } = (value ?? {}) as Partial<Intent>;
  if (typeof wish !== 'string' || typeof key !== 'string') return undefined;
  return { wish, key, ...(isLetGo === true ? { isLetGo } : {}) };
}
