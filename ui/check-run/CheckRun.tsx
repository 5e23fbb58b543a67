import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { announce } from '../announce.ts';
import { Button } from '../Button.tsx';
import type { Check } from '#proof/verdict.ts';
import { CheckList, VerdictLine } from '../CheckList.tsx';
import { checkWords, describeVerdict } from '../checks/words.ts';
import type { ApiError } from '../problems/api-error.ts';
import { describeApiError } from '../problems/describe-api-error.ts';
import { useMessages } from './messages.ts';
import type { CheckState } from './use-check.ts';
import styles from './CheckRun.module.css';

/** The checked data and the result of each check. */
export interface CheckResult {
  readonly checks: readonly Check[];
  readonly notProven: readonly string[];
  readonly entryCount: number;
  /** Duration without the network, in milliseconds. */
  readonly durationMs: number;
}

export interface CheckRunProps<Checked extends CheckResult> {
  /** The label of the progress bar. */
  readonly label: string;
  readonly state: CheckState<Checked>;
  readonly headingLevel: 3 | 4;
  readonly onStart: () => void;
  /** Saves the checked data as a file. */
  readonly onSave: (checked: Checked) => void;
  /** A further remark about the checked data. */
  readonly remark?: (checked: Checked) => string;
}

/** A button that starts a check, its progress and its result. */
export function CheckRun<Checked extends CheckResult>(props: CheckRunProps<Checked>) {
  const { label, state, onStart } = props;
  const messages = useMessages();
  const isBusy = state.phase === 'fetching' || state.phase === 'checking';
  return (
    <>
      <div className={styles.press}>
        <Button look="quiet" isPending={isBusy} pendingLabel={messages.moment} onPress={onStart}>
          {state.phase === 'idle' || isBusy ? messages.start : messages.again}
        </Button>
        {isBusy && <Progress state={state} label={label} />}
      </div>
      {state.phase === 'failed' && <Failed error={state.error} />}
      {state.phase === 'checked' && <Found {...props} checked={state.checked} />}
    </>
  );
}

type ProgressProps = Pick<CheckRunProps<CheckResult>, 'state' | 'label'>;

function Progress({ state, label }: ProgressProps) {
  const messages = useMessages();
  const isChecking = state.phase === 'checking';
  const text = isChecking ? messages.checking(state.done) : messages.fetching;
  return (
    <span className={styles.progress}>
      <progress aria-label={label} {...(isChecking ? { value: state.done } : {})} />
      <span>{text}</span>
    </span>
  );
}

/** The check could not run, so there is no verdict. */
function Failed({ error }: { readonly error: ApiError }) {
  const { failed } = useMessages();
  const { locale } = useLocale();
  const text = failed(describeApiError(error, { locale, asked: 'look' }).title);
  const verdict = checkWords(locale).verdicts['not-checked'];
  useEffect(() => announce(`${verdict}. ${text}`), [verdict, text]);
  return <VerdictLine verdict="not-checked">{text}</VerdictLine>;
}

interface FoundProps<Checked extends CheckResult> extends CheckRunProps<Checked> {
  readonly checked: Checked;
}

function Found<Checked extends CheckResult>(props: FoundProps<Checked>) {
  const { checked, headingLevel, onSave, remark } = props;
  const { checks, notProven, entryCount, durationMs } = checked;
  const messages = useMessages();
  const { locale } = useLocale();
  useEffect(() => announce(describeVerdict(checks, locale)), [checks, locale]);
  return (
    <>
      <CheckList checks={checks} notProven={notProven} headingLevel={headingLevel} />
      <p className={styles.note}>
        {`${messages.took(entryCount, durationMs)} ${remark?.(checked) ?? ''}`.trim()}
      </p>
      <div className={styles.press}>
        <Button look="quiet" onPress={() => onSave(checked)}>
          {messages.save}
        </Button>
      </div>
    </>
  );
}
