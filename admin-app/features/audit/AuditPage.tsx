import { useState } from 'react';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import { CheckRun } from '#ui/check-run/CheckRun.tsx';
import { PolicyChoice, type ChosenPolicy } from '#ui/check-run/PolicyChoice.tsx';
import { useCheck } from '#ui/check-run/use-check.ts';
import { Code, Note } from '#ui/primitives.tsx';
import { saveFile } from '#ui/save-file.ts';
import { Page, Section } from '../../shared/Page.tsx';
import { hrefs } from '../../shared/route.ts';
import { useLiveRaffle } from '../../shared/queries/raffle-queries.ts';
import { Log } from './Log.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { useSession } from '../../shared/session/session.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import type { Audited } from './run-audit.ts';

/** The checks of `raffle audit`, and the log they check. */
export function AuditPage({ raffleId }: { readonly raffleId: string }) {
  const { audit: messages, raffle: raffleMessages } = useMessages();
  const { state: raffleState } = useLiveRaffle(raffleId);
  const name = raffleState.status === 'known' ? raffleState.raffle.title : raffleId;
  return (
    <Page title={messages.title(name)} back={{ href: hrefs.raffle(raffleId), label: name }}>
      {raffleState.status === 'known' ? (
        <>
          <Verify raffleId={raffleState.raffle.id} />
          <Log raffle={raffleState.raffle} />
        </>
      ) : (
        <p>{raffleMessages.unavailable[raffleState.status]}</p>
      )}
    </Page>
  );
}

/** Explains the checks of `raffle audit` in the browser. */
function Verify({ raffleId }: { readonly raffleId: string }) {
  const { audit: messages } = useMessages();
  const { status } = useSession();
  const reason = useDisabledReason('read');
  return (
    <Section title={messages.verify}>
      <p>{messages.verifyText}</p>
      <Note>{reason === undefined ? messages.signed : `${reason} ${messages.publicOnly}`}</Note>
      {/* What is checked depends on the key, so the button waits until it is found. */}
      {status !== 'opening' && <Run raffleId={raffleId} isOperator={reason === undefined} />}
    </Section>
  );
}

interface RunProps {
  readonly raffleId: string;
  readonly isOperator: boolean;
}

/** Runs the checks, and shows the command that does the same. */
function Run({ raffleId, isOperator }: RunProps) {
  const { audit: messages } = useMessages();
  const { longReplyClient: client, serviceUrl } = useService();
  const [chosen, setChosen] = useState<ChosenPolicy<WitnessPolicy>>();
  const { state, start } = useCheck(async (tools) => {
    const { runAudit } = await import('./run-audit.ts');
    return runAudit({ raffleId, client, isOperator, policy: chosen?.policy, ...tools });
  });
  return (
    <>
      <CheckRun
        label={messages.verify}
        state={state}
        headingLevel={3}
        onStart={start}
        onSave={save}
      />
      <PolicyChoice chosen={chosen} onChoose={setChosen} read={readFile} />
      <Note>
        {messages.command}{' '}
        <Code look="command">
          {`npx raffle audit ${raffleId} --url ${serviceUrl}${toPolicyOption(chosen)}`}
        </Code>
      </Note>
    </>
  );
}

/** Quoted for a shell. */
function toPolicyOption(chosen: ChosenPolicy<WitnessPolicy> | undefined): string {
  if (chosen?.policy === undefined) return '';
  return ` --policy '${chosen.fileName.replaceAll("'", String.raw`'\''`)}'`;
}

async function readFile(bytes: Uint8Array): Promise<WitnessPolicy | undefined> {
  const { readPolicy } = await import('#proof/read-policy.ts');
  return readPolicy(bytes);
}

/** Saves the file that `raffle audit` and the verifier read. */
function save({ bundle }: Audited): void {
  saveFile({
    name: `${bundle.raffle}.raffle-${'lines' in bundle ? 'log' : 'audit'}.json`,
    type: 'application/json',
    text: `${JSON.stringify(bundle, null, 2)}\n`,
  });
}
