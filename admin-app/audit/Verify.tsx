import { CheckRun } from '#ui/check-run/CheckRun.tsx';
import { useCheck } from '#ui/check-run/use-check.ts';
import { Command } from '#ui/Command.tsx';
import { saveFile } from '#ui/save-file.ts';
import { useMessages } from '../messages/messages.ts';
import { Section } from '../page/Section.tsx';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useSession } from '../session/session.tsx';
import type { Audited } from './run-audit.ts';
import styles from './Verify.module.css';

/** `raffle audit` at a press, line by line; and the command that does the same. */
export function Verify({ raffleId }: { readonly raffleId: string }) {
  const { audit: say } = useMessages();
  const { serviceUrl } = useService();
  const { status } = useSession();
  const reason = useReason('read');
  return (
    <Section title={say.verify}>
      <p>{say.verifyText}</p>
      <p className={styles['note']}>
        {reason === undefined ? say.signed : `${reason} ${say.publicOnly}`}
      </p>
      {/* A key that is found decides what is checked: the press waits for it. */}
      {status !== 'opening' && <Run raffleId={raffleId} isOperator={reason === undefined} />}
      <p className={styles['note']}>
        {say.command} <Command>{`npx raffle audit ${raffleId} --url ${serviceUrl}`}</Command>
      </p>
    </Section>
  );
}

interface RunProps {
  readonly raffleId: string;
  readonly isOperator: boolean;
}

function Run({ raffleId, isOperator }: RunProps) {
  const { audit: say } = useMessages();
  const { patientClient: client } = useService();
  const { state, start } = useCheck(async (tools) => {
    const { runAudit } = await import('./run-audit.ts');
    return runAudit({ raffleId, client, isOperator, ...tools });
  });
  return (
    <CheckRun label={say.verify} state={state} headingLevel={3} onStart={start} onSave={save} />
  );
}

/** The file that `raffle audit` and the verifier take. */
function save({ bundle }: Audited): void {
  saveFile({
    name: `${bundle.raffle}.raffle-${'lines' in bundle ? 'log' : 'audit'}.json`,
    type: 'application/json',
    text: `${JSON.stringify(bundle, null, 2)}\n`,
  });
}
