import type { RaffleView } from '#contract/raffles.ts';
import { classNames } from '#ui/class-names.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import styles from './Steps.module.css';

const steps = ['open', 'close', 'draw', 'result'] as const;
type Step = (typeof steps)[number];

/** The way of a raffle from its opening to its result or cancellation, and where it is now. */
export function Steps({ raffle }: { readonly raffle: RaffleView }) {
  const messages = useMessages().raffle.steps;
  const current = currentStep(raffle);
  const isCancelled = raffle.status === 'cancelled';
  // A cancelled raffle has no further step.
  const shown = isCancelled ? steps.slice(0, current + 1) : steps;
  return (
    <ol aria-label={messages.label} className={styles['steps']}>
      {shown.map((step, index) => {
        const isDone = index < current;
        const isCurrent = index === current;
        return (
          <li
            key={step}
            aria-current={isCurrent ? 'step' : undefined}
            className={classNames(
              styles['step'],
              isDone && styles['done'],
              isCurrent && styles['current'],
            )}
          >
            <span aria-hidden className={styles['mark']}>
              {isDone ? <CheckMark /> : index + 1}
            </span>
            <span className={styles['name']}>
              {isCancelled && isCurrent ? messages.cancelled : messages.names[step]}
              {(isDone || (isCurrent && !isCancelled)) && (
                <span className={styles['hidden']}>
                  {`, ${isDone ? messages.done : messages.current}`}
                </span>
              )}
            </span>
            <span className={styles['note']}>{describeStep(step, raffle, messages)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The index of the step that is not done yet; 4 if all are. A cancelled raffle stays where it was. */
function currentStep(raffle: RaffleView): number {
  switch (raffle.status) {
    case 'announced':
      return 0;
    case 'open':
    case 'cancelled':
      return 1;
    case 'closed':
      return 2;
    case 'drawn':
      return raffle.prizes.some(({ state }) => state === 'drawn') ? 3 : 4;
    default:
      return raffle satisfies never;
  }
}

/** When the step was done or is to be done, as far as it is known. */
function describeStep(
  step: Step,
  raffle: RaffleView,
  messages: ReturnType<typeof useMessages>['raffle']['steps'],
): string {
  const hasClosed = raffle.status === 'closed' || raffle.status === 'drawn';
  const drawAt = raffle.notice?.drawAt;
  const announced = (at: string | undefined) => (at === undefined ? '' : messages.announced(at));
  switch (step) {
    case 'open':
      return raffle.status === 'announced'
        ? announced(raffle.opensAt)
        : messages.since(raffle.opensAt ?? raffle.openedAt);
    case 'close':
      if (raffle.status === 'cancelled') return messages.since(raffle.cancelledAt);
      return hasClosed ? messages.since(raffle.closedAt) : announced(raffle.closesAt);
    case 'draw':
      return raffle.status === 'drawn' ? messages.since(raffle.drawnAt) : announced(drawAt);
    case 'result': {
      if (raffle.status !== 'drawn') return '';
      const awarded = raffle.prizes.filter(({ state }) => state !== 'unawarded');
      const handedOver = awarded.filter(({ state }) => state === 'claimed');
      return messages.handedOver(handedOver.length, awarded.length);
    }
    default:
      return step satisfies never;
  }
}

function CheckMark() {
  return (
    <svg viewBox="0 0 16 16" className={styles['check']}>
      <path d="M3 8.5l3.5 3.5L13 5" />
    </svg>
  );
}
