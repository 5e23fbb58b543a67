import { useState, type ReactNode } from 'react';
import { createClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import { CheckRun } from '#ui/check-run/CheckRun.tsx';
import { PolicyChoice, type ChosenPolicy } from '#ui/check-run/PolicyChoice.tsx';
import { useCheck, type CheckState } from '#ui/check-run/use-check.ts';
import { Link } from '#ui/Link.tsx';
import { Code, Details, Note, Stack, Title } from '#ui/primitives.tsx';
import { saveFile } from '#ui/save-file.ts';
import { raffleUrl } from '../../shared/raffle-place.ts';
import { trustedCheckpoint } from '../../shared/trusted-checkpoint.ts';
import { useMessages } from './messages.ts';
import type { Checked } from './run-check.ts';

export interface CheckYourselfProps {
  readonly serviceUrl: string;
  readonly raffleId: string;
  /** The `.tlog-proof` texts of the receipts in this browser. */
  readonly receipts: readonly string[];
  readonly headingLevel: 2 | 3;
}

/** Milliseconds per request: a log of a million entries takes long to download. */
const timeoutMs = 60_000;
/** Milliseconds that a replica of the service may lag before missing entries count as removed. */
const replicaLagMsMax = 3_000;

/** A button that verifies the whole raffle in this browser. */
export function CheckYourself(props: CheckYourselfProps) {
  const { serviceUrl, raffleId, receipts, headingLevel } = props;
  const [chosen, setChosen] = useState<ChosenPolicy<WitnessPolicy>>();
  const { state, start } = useCheck(async (tools) => {
    const { runCheck } = await import(/* webpackChunkName: "run-check" */ './run-check.ts');
    return runCheck({
      raffleId,
      source: createLogSource(
        createClient({ baseUrl: serviceUrl, timeoutMs }),
        raffleId,
        tools.signal,
      ),
      trusted: trustedCheckpoint({ serviceUrl, raffleId }).load(),
      receipts,
      policy: chosen?.policy,
      againAfterMs: replicaLagMsMax,
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
      policy={<PolicyChoice chosen={chosen} onChoose={setChosen} read={readFile} />}
    />
  );
}

async function readFile(bytes: Uint8Array): Promise<WitnessPolicy | undefined> {
  const { readPolicy } = await import(/* webpackChunkName: "run-check" */ '#proof/read-policy.ts');
  return readPolicy(bytes);
}

export interface CheckViewProps {
  readonly state: CheckState<Checked>;
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly headingLevel: 2 | 3;
  readonly onStart: () => void;
  /** Where the user chooses witnesses. */
  readonly policy?: ReactNode;
}

/** The ways to check: here, in a terminal, or with the offline verifier. */
export function CheckView(props: CheckViewProps) {
  const { state, serviceUrl, raffleId, headingLevel, onStart, policy } = props;
  const { check: messages } = useMessages();
  const remark = ({ trustedSize, isClosingWitnessed, unusableCount }: Checked) =>
    [
      ...(trustedSize === undefined ? [] : [messages.kept(trustedSize)]),
      ...(isClosingWitnessed ? [messages.closingWitnessed] : []),
      ...(unusableCount === 0 ? [] : [messages.unusable(unusableCount)]),
    ].join(' ');
  return (
    <Stack element="section" gap={4} align="start" isScreenOnly aria-label={messages.title}>
      <Title level={headingLevel}>{messages.title}</Title>
      <Note size="text">{messages.intro}</Note>
      <CheckRun
        label={messages.title}
        state={state}
        headingLevel={headingLevel === 2 ? 3 : 4}
        onStart={onStart}
        onSave={saveBundle}
        remark={remark}
      />
      <Details summary={messages.details}>
        <Note size="text">
          <span>{messages.terminal}</span>{' '}
          <Code look="command">{`raffle audit ${raffleUrl({ serviceUrl, raffleId })}`}</Code>
        </Note>
        <Note size="text">
          <Link href={new URL('/verifier', serviceUrl).href} isDownload>
            {messages.verifier}
          </Link>
        </Note>
        {policy}
      </Details>
    </Stack>
  );
}

/** Saves the file that `raffle audit` and the verifier take. */
function saveBundle({ bundle }: Checked): void {
  saveFile({
    name: `${bundle.raffle}.raffle-log.json`,
    type: 'application/json',
    text: `${JSON.stringify(bundle, null, 2)}\n`,
  });
}
