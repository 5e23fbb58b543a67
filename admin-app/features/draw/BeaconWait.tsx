import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useLocale } from 'react-aria/I18nProvider';
import type { PendingBeacon } from '#contract/draw-when-published.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { Beacon } from '#contract/draws.ts';
import type { Seal } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { TextField } from '#ui/Field.tsx';
import { Link } from '#ui/Link.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Code, Note, Stack } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import type { Mutation } from '../../shared/use-idempotent-mutation.ts';
import { useSecondsLeft } from '../../shared/use-seconds-left.ts';

export interface BeaconWaitProps {
  readonly raffleId: string;
  readonly seal: Seal;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
  /** The service's last answer to this page's draw request; undefined before the first. */
  readonly pendingBeacon: PendingBeacon | undefined;
  /** Whether this page repeats the draw request until the beacon is published. */
  readonly isAsking: boolean;
  readonly onStop: () => void;
  /** Draws with a beacon that the operator fetched; undefined if this browser may not draw. */
  readonly withBeacon: Mutation<Beacon> | undefined;
}

/** A sealed draw that waits for its beacon. Screen readers hear it once; the countdown is hidden. */
export function BeaconWait(props: BeaconWaitProps) {
  const { raffleId, seal, clockAheadMs, pendingBeacon, isAsking, onStop, withBeacon } = props;
  const { draw: messages } = useMessages();
  const { seconds } = formatsOf(useLocale().locale);
  const left = useSecondsLeft(Date.parse(seal.publishedAt) - clockAheadMs);
  const stop = isAsking && (
    <Button look="quiet" onPress={onStop}>
      {messages.stop}
    </Button>
  );
  if (pendingBeacon?.waitsFor === 'relay') {
    return (
      <>
        <output>{messages.notFetched(seal)}</output>
        {isAsking && <p>{messages.overdue}</p>}
        {stop}
        {withBeacon !== undefined && (
          <BeaconForm raffleId={raffleId} seal={seal} draw={withBeacon} />
        )}
      </>
    );
  }
  return (
    <>
      <p aria-hidden>
        {left > 0
          ? messages.publishedIn(seconds(left))
          : isAsking
            ? messages.anyMoment
            : messages.due}
      </p>
      <output>{messages.waitingFor(seal)}</output>
      {stop}
    </>
  );
}

/** A relay of the public beacon. The service verifies what the operator copies from it. */
const relay = 'https://api.drand.sh';

interface BeaconFormProps {
  readonly raffleId: string;
  readonly seal: Seal;
  readonly draw: Mutation<Beacon>;
}

/** A form for the beacon of a sealed draw, for a service that cannot reach a relay. */
function BeaconForm({ raffleId, seal, draw }: BeaconFormProps) {
  const { draw: messages } = useMessages();
  const { serviceUrl } = useService();
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const path = `/${seal.chainHash}/public/${seal.round}`;
  const submit = () => {
    const beacon = readBeacon(text);
    setIsWrong(beacon?.round !== seal.round);
    if (beacon?.round === seal.round) draw.run(beacon);
  };
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={3} align="start">
        {seal.chainHash === publicChainHash ? (
          <>
            <p>{messages.bringBeacon}</p>
            <Note tone="plain">
              <Link href={relay + path} isExternal>
                {relay + path}
              </Link>
            </Note>
          </>
        ) : (
          <Note tone="plain">{messages.bringOwnBeacon(path)}</Note>
        )}
        <TextField
          label={messages.beaconLabel(seal.round)}
          value={text}
          onChange={(changed) => {
            setText(changed);
            setIsWrong(false);
          }}
          autoComplete="off"
          spellCheck="false"
          error={isWrong ? messages.beaconWrong(seal.round) : undefined}
        />
        <MutationFailureNote failure={draw.failure} />
        <Button type="submit" isPending={draw.isPending} pendingLabel={messages.pending}>
          {messages.drawWithBeacon}
        </Button>
        <p>{messages.bringFromTerminal}</p>
        <Code look="command">{`npx raffle draw ${raffleId} --beacon round.json --url ${serviceUrl}`}</Code>
      </Stack>
    </Form>
  );
}

/** @returns The beacon in a drand relay's JSON; undefined for any other text. */
function readBeacon(text: string): Beacon | undefined {
  try {
    return Beacon.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
