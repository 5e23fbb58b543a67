import { CheckRun } from '#ui/check-run/CheckRun.tsx';
import type { CheckState } from '#ui/check-run/use-check.ts';
import { saveFile } from '#ui/save-file.ts';
import { useMessages } from './messages/messages.ts';
import type { Checked } from './run-check.ts';
import styles from './CheckView.module.css';

export interface CheckViewProps {
  readonly state: CheckState<Checked>;
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly headingLevel: 2 | 3;
  readonly onStart: () => void;
}

/** The way to check: one press here, one line in a terminal, one file for later. */
export function CheckView({ state, serviceUrl, raffleId, headingLevel, onStart }: CheckViewProps) {
  const { check: say } = useMessages();
  const Heading = `h${headingLevel}` as const;
  const raffleUrl = new URL(`/raffles/${encodeURIComponent(raffleId)}`, serviceUrl).href;
  const remark = ({ keptSize, sawClosingInTime, unusableCount }: Checked) =>
    [
      ...(keptSize === undefined ? [] : [say.kept(keptSize)]),
      ...(sawClosingInTime ? [say.sawClosing] : []),
      ...(unusableCount === 0 ? [] : [say.unusable(unusableCount)]),
    ].join(' ');
  return (
    <section className={styles['check']} aria-label={say.title}>
      <Heading className={styles['title']}>{say.title}</Heading>
      <p className={styles['note']}>{say.intro}</p>
      <CheckRun
        label={say.title}
        state={state}
        headingLevel={headingLevel === 2 ? 3 : 4}
        onStart={onStart}
        onSave={saveBundle}
        remark={remark}
      />
      <p className={styles['note']}>
        {say.terminal} <code className={styles['command']}>{`raffle audit ${raffleUrl}`}</code>
      </p>
      <a className={styles['link']} href={new URL('/verifier', serviceUrl).href} download>
        {say.verifier}
      </a>
    </section>
  );
}

/** The file that `raffle audit` and the verifier take. */
function saveBundle({ bundle }: Checked): void {
  saveFile({
    name: `${bundle.raffle}.raffle-log.json`,
    type: 'application/json',
    text: `${JSON.stringify(bundle, null, 2)}\n`,
  });
}
