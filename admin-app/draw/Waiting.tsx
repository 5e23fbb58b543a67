import { useLocale } from 'react-aria/I18nProvider';
import type { Seal } from '#contract/schemas.ts';
import { Command } from '#ui/Command.tsx';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import { useService } from '../service.tsx';
import { useSecondsLeft } from '../use-seconds-left.ts';
import type { Waited } from './use-drawing.ts';

export interface WaitingProps {
  readonly raffleId: string;
  readonly seal: Seal;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
  /** What the service said last of the draw that this page waits for; undefined where it said nothing. */
  readonly waited: Waited | undefined;
  /** Whether this page asks for the draw as soon as it can be. */
  readonly isAsking: boolean;
}

/** A sealed draw that waits for its beacon. It is told once; the seconds are for the eye. */
export function Waiting(props: WaitingProps) {
  const { raffleId, seal, clockAheadMs, waited, isAsking } = props;
  const { draw: say } = useMessages();
  const { serviceUrl } = useService();
  const { seconds } = formatsOf(useLocale().locale);
  const left = useSecondsLeft(Date.parse(seal.publishedAt) - clockAheadMs);
  if (waited !== undefined && waited.waitsFor !== 'round') {
    return (
      <>
        <output lang="en" dir="ltr">
          {waited.detail}
        </output>
        <p>{say.overdue}</p>
        {/* No beacon opens a seal whose chain the service does not know. */}
        {waited.waitsFor === 'relay' && (
          <p>
            {say.bringBeacon}{' '}
            <Command>{`npx raffle draw ${raffleId} --beacon round.json --url ${serviceUrl}`}</Command>
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <p aria-hidden>
        {left > 0 ? say.publishedIn(seconds(left)) : isAsking ? say.anyMoment : say.due}
      </p>
      <output>{say.waitingFor(seal)}</output>
    </>
  );
}
