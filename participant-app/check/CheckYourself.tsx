import { createClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import { useCheck } from '#ui/check-run/use-check.ts';
import { CheckView } from './CheckView.tsx';
import { keptHead } from './kept-head.ts';

export interface CheckYourselfProps {
  readonly serviceUrl: string;
  readonly raffleId: string;
  /** The receipts in this browser, as they came. */
  readonly receipts: readonly string[];
  readonly headingLevel: 2 | 3;
}

/** A log of a million entries takes its time to arrive. */
const timeoutMs = 60_000;
/** How long a copy of the service may be behind another before entries count as gone. */
const behindMsMax = 3_000;

/** One press, and this browser recomputes the whole raffle. */
export function CheckYourself(props: CheckYourselfProps) {
  const { serviceUrl, raffleId, receipts, headingLevel } = props;
  const { state, start } = useCheck(async (tools) => {
    const { runCheck } = await import('./run-check.ts');
    return runCheck({
      raffleId,
      source: askForLog(createClient({ baseUrl: serviceUrl, timeoutMs }), raffleId, tools.signal),
      kept: keptHead({ serviceUrl, raffleId }).load(),
      receipts,
      againAfterMs: behindMsMax,
      ...tools,
    });
  });
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
