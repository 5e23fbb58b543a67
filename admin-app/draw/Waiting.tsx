import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import { useSecondsLeft } from '../use-seconds-left.ts';

export interface WaitingProps {
  readonly raffle: RaffleView;
  /** In Unix milliseconds by this device's clock. */
  readonly until: number;
}

/** A sealed draw that waits for its beacon. It is told once; the seconds are for the eye. */
export function Waiting({ raffle: { seal }, until }: WaitingProps) {
  const { draw: say } = useMessages();
  const { seconds } = formatsOf(useLocale().locale);
  const left = useSecondsLeft(until);
  return (
    <>
      <p aria-hidden>{left > 0 ? say.publishedIn(seconds(left)) : say.anyMoment}</p>
      <output>{seal === undefined ? say.waiting : say.waitingFor(seal)}</output>
    </>
  );
}
