import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { notProven } from '#proof/audit.ts';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { CheckList, Verdict } from '#ui/CheckList.tsx';
import { Command } from '#ui/Command.tsx';
import { sayVerdict } from '#ui/checks/words.ts';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { saveFile } from '#ui/save-file.ts';
import { useMessages } from '../messages/messages.ts';
import { Section } from '../page/Section.tsx';
import { useReason } from '../session/reasons.ts';
import { useVerification, type Bundle, type VerificationState } from './use-verification.ts';
import styles from './Verification.module.css';

/** One press, and this browser does what `raffle audit` does. */
export function Verification({ raffleId }: { readonly raffleId: string }) {
  const { audit: say } = useMessages();
  const isOperator = useReason('read') === undefined;
  const { state, start } = useVerification(raffleId, isOperator);
  const isBusy = state.phase === 'fetching' || state.phase === 'checking';
  return (
    <Section title={say.verification}>
      <p>{isOperator ? say.withOrders : say.withoutOrders}</p>
      <div className={styles['start']}>
        <Button isPending={isBusy} pendingLabel={say.verifying} onPress={start}>
          {state.phase === 'idle' || isBusy ? say.verify : say.verifyAgain}
        </Button>
        {isBusy && <Progress state={state} />}
      </div>
      <Outcome raffleId={raffleId} state={state} />
      <p className={styles['note']}>
        {say.terminal} <Command>{`raffle audit ${raffleId}`}</Command>
      </p>
    </Section>
  );
}

function Progress({ state }: { readonly state: VerificationState }) {
  const { audit: say } = useMessages();
  const isChecking = state.phase === 'checking';
  return (
    <span className={styles['progress']}>
      <progress aria-label={say.verification} {...(isChecking ? { value: state.done } : {})} />
      <span>{isChecking ? say.checking(state.done) : say.fetching}</span>
    </span>
  );
}

interface OutcomeProps {
  readonly raffleId: string;
  readonly state: VerificationState;
}

function Outcome({ raffleId, state }: OutcomeProps) {
  const { audit: say } = useMessages();
  const { locale } = useLocale();
  useEffect(() => {
    if (state.phase === 'checked') announce(sayVerdict(state.checks, locale));
  }, [state, locale]);
  if (state.phase === 'failed') {
    const { title } = sayTrouble(state.trouble, { locale, asked: 'look' });
    return <Verdict kind="not-checked">{say.failed(title)}</Verdict>;
  }
  if (state.phase !== 'checked') return null;
  return (
    <>
      <CheckList checks={state.checks} notProven={notProven} headingLevel={3} />
      <div>
        <Button look="quiet" onPress={() => saveBundle(raffleId, state.bundle)}>
          {say.save}
        </Button>
      </div>
    </>
  );
}

/** The file that `raffle audit` takes, and writes with `--save`. */
function saveBundle(raffleId: string, bundle: Bundle): void {
  const kind = 'lines' in bundle ? 'log' : 'audit';
  saveFile({
    name: `${raffleId}.raffle-${kind}.json`,
    type: 'application/json',
    text: `${JSON.stringify(bundle, null, 2)}\n`,
  });
}
