import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { announce } from '../announce.ts';
import { Button } from '../Button.tsx';
import { CheckList, Verdict, type Check } from '../CheckList.tsx';
import { checkWords, sayVerdict } from '../checks/words.ts';
import { sayTrouble } from '../problems/sentences.ts';
import type { Trouble } from '../problems/trouble.ts';
import { useMessages } from './messages.ts';
import type { CheckState } from './use-check.ts';
import styles from './CheckRun.module.css';

/** Everything that was checked, and what came of it. */
export interface CheckResult {
  readonly checks: readonly Check[];
  readonly notProven: readonly string[];
  readonly entryCount: number;
  /** How long it took without the network, in milliseconds. */
  readonly durationMs: number;
}

export interface CheckRunProps<Checked extends CheckResult> {
  /** What the progress is of. */
  readonly label: string;
  readonly state: CheckState<Checked>;
  readonly headingLevel: 3 | 4;
  readonly onStart: () => void;
  /** Keeps what was checked as a file. */
  readonly onSave: (checked: Checked) => void;
  /** Further sentences on what was checked. */
  readonly remark?: (checked: Checked) => string;
}

/** A check at a press: how far it is, what was found line by line, or that nothing was checked. */
export function CheckRun<Checked extends CheckResult>(props: CheckRunProps<Checked>) {
  const { label, state, onStart } = props;
  const say = useMessages();
  const isBusy = state.phase === 'fetching' || state.phase === 'checking';
  return (
    <>
      <div className={styles['press']}>
        <Button look="quiet" isPending={isBusy} pendingLabel={say.moment} onPress={onStart}>
          {state.phase === 'idle' || isBusy ? say.start : say.again}
        </Button>
        {isBusy && <Progress state={state} label={label} />}
      </div>
      {state.phase === 'failed' && <Failed trouble={state.trouble} />}
      {state.phase === 'checked' && <Found {...props} checked={state.checked} />}
    </>
  );
}

type ProgressProps = Pick<CheckRunProps<CheckResult>, 'state' | 'label'>;

function Progress({ state, label }: ProgressProps) {
  const say = useMessages();
  const isChecking = state.phase === 'checking';
  const text = isChecking ? say.checking(state.done) : say.fetching;
  return (
    <span className={styles['progress']}>
      <progress aria-label={label} {...(isChecking ? { value: state.done } : {})} />
      <span>{text}</span>
    </span>
  );
}

/** Neither valid nor not valid: nothing is known. */
function Failed({ trouble }: { readonly trouble: Trouble }) {
  const { failed } = useMessages();
  const { locale } = useLocale();
  const text = failed(sayTrouble(trouble, { locale, asked: 'look' }).title);
  const verdict = checkWords(locale).verdicts['not-checked'];
  useEffect(() => announce(`${verdict}. ${text}`), [verdict, text]);
  return <Verdict kind="not-checked">{text}</Verdict>;
}

interface FoundProps<Checked extends CheckResult> extends CheckRunProps<Checked> {
  readonly checked: Checked;
}

function Found<Checked extends CheckResult>(props: FoundProps<Checked>) {
  const { checked, headingLevel, onSave, remark } = props;
  const { checks, notProven, entryCount, durationMs } = checked;
  const say = useMessages();
  const { locale } = useLocale();
  useEffect(() => announce(sayVerdict(checks, locale)), [checks, locale]);
  return (
    <>
      <CheckList checks={checks} notProven={notProven} headingLevel={headingLevel} />
      <p className={styles['note']}>
        {say.took(entryCount, durationMs)} {remark?.(checked)}
      </p>
      <div className={styles['press']}>
        <Button look="quiet" onPress={() => onSave(checked)}>
          {say.save}
        </Button>
      </div>
    </>
  );
}
