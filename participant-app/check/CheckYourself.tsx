import { createClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import { CheckView } from './CheckView.tsx';
import { keptHead } from './kept-head.ts';
import { useCheck } from './use-check.ts';

export interface CheckYourselfProps {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly headingLevel: 2 | 3;
}

/** A log of a million entries takes its time to arrive. */
const timeoutMs = 60_000;

/** One press, and this browser recomputes the whole raffle. */
export function CheckYourself({ serviceUrl, raffleId, headingLevel }: CheckYourselfProps) {
  const { state, start } = useCheck((signal) => ({
    raffleId,
    source: askForLog(createClient({ baseUrl: serviceUrl, timeoutMs }), raffleId, signal),
    kept: keptHead({ serviceUrl, raffleId }).load(),
    receipts: [],
  }));
  return (
    <CheckView
      state={state}
      serviceUrl={serviceUrl}
      raffleId={raffleId}
      headingLevel={headingLevel}
      onStart={start}
    />
  );
}
