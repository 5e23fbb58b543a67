import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { Verdict } from '#ui/CheckList.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { CheckedView } from './CheckedView.tsx';
import { useMessages } from './messages/messages.ts';
import type { CheckState } from './use-check.ts';
import styles from './CheckView.module.css';

export interface CheckViewProps {
  readonly state: CheckState;
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly headingLevel: 2 | 3;
  readonly onStart: () => void;
}

/** The way to check: one press here, one line in a terminal, one file for later. */
export function CheckView({ state, serviceUrl, raffleId, headingLevel, onStart }: CheckViewProps) {
  const { check: say } = useMessages();
  const Heading = `h${headingLevel}` as const;
  const isBusy = state.phase === 'fetching' || state.phase === 'checking';
  const raffleUrl = new URL(`/raffles/${encodeURIComponent(raffleId)}`, serviceUrl).href;
  return (
    <section className={styles['check']} aria-label={say.title}>
      <Heading className={styles['title']}>{say.title}</Heading>
      <p className={styles['note']}>{say.intro}</p>
      <div className={styles['start']}>
        <Button look="quiet" isPending={isBusy} pendingLabel={say.moment} onPress={onStart}>
          {state.phase === 'idle' || isBusy ? say.start : say.again}
        </Button>
        {isBusy && <Progress state={state} />}
      </div>
      {state.phase === 'failed' && <Failed state={state} />}
      {state.phase === 'checked' && (
        <CheckedView checked={state.checked} headingLevel={headingLevel === 2 ? 3 : 4} />
      )}
      <p className={styles['note']}>
        {say.terminal} <code className={styles['command']}>{`raffle audit ${raffleUrl}`}</code>
      </p>
      <a className={styles['link']} href={new URL('/verifier', serviceUrl).href} download>
        {say.verifier}
      </a>
    </section>
  );
}

function Progress({ state }: { readonly state: CheckState }) {
  const { check: say } = useMessages();
  const isChecking = state.phase === 'checking';
  const text = isChecking ? say.checking(state.done) : say.fetching;
  return (
    <span className={styles['progress']}>
      <progress aria-label={say.title} {...(isChecking ? { value: state.done } : {})} />
      <span>{text}</span>
    </span>
  );
}

/** Neither valid nor not valid: nothing is known. */
function Failed({ state }: { readonly state: CheckState & { readonly phase: 'failed' } }) {
  const { check: say } = useMessages();
  const { locale } = useLocale();
  const { title } = sayTrouble(state.trouble, { locale, asked: 'look' });
  return <Verdict kind="not-checked">{say.failed(title)}</Verdict>;
}
