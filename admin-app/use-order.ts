import { useRef, useState } from 'react';
import { sayTrouble, type SpokenTrouble } from '#ui/problems/sentences.ts';
import { isOutcomeUnknown, toTrouble, type TroubleCode } from '#ui/problems/trouble.ts';
import { useService } from './service.tsx';

/** Something an operator orders, and how it goes. */
export interface Order<Wish> {
  readonly isPending: boolean;
  /** Why the last one failed, whether anything was changed, and what to do. */
  readonly failure: Failure | undefined;
  /** Orders it. A second press finds the first under way. */
  readonly give: (wish: Wish) => void;
  /** Forgets a failure, as when its dialog closes. */
  readonly clear: () => void;
}

export interface Failure extends SpokenTrouble {
  readonly code: TroubleCode;
  readonly error: unknown;
}

/**
 * @param place Sends it. While the outcome of the same wish is not known, it is sent with the same
 *   Idempotency-Key, so it is done once.
 * @param onDone Hears the answer.
 */
export function useOrder<Wish, Answer>(
  place: (wish: Wish, idempotencyKey: string) => Promise<Answer>,
  onDone: (answer: Answer, wish: Wish) => void,
): Order<Wish> {
  const { locale } = useService();
  const [isPending, setIsPending] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  // State comes too late for a double click.
  const isBusy = useRef(false);
  const unsettled = useRef<{ readonly wish: string; readonly key: string }>(undefined);

  const attempt = async (wish: Wish) => {
    const text = JSON.stringify(wish);
    const earlier = unsettled.current?.wish === text ? unsettled.current : undefined;
    const intent = earlier ?? { wish: text, key: crypto.randomUUID() };
    unsettled.current = intent;
    let answer: Answer;
    try {
      answer = await place(wish, intent.key);
    } catch (error) {
      const trouble = toTrouble(error);
      if (!isOutcomeUnknown(trouble.code)) unsettled.current = undefined;
      setFailure({ ...sayTrouble(trouble, { locale, asked: 'change' }), ...trouble, error });
      return;
    }
    unsettled.current = undefined;
    onDone(answer, wish);
  };
  const give = (wish: Wish) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsPending(true);
    setFailure(undefined);
    void attempt(wish).finally(() => {
      isBusy.current = false;
      setIsPending(false);
    });
  };
  return { isPending, failure, give, clear: () => setFailure(undefined) };
}
