import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { CheckList } from '#ui/CheckList.tsx';
import { sayVerdict } from '#ui/checks/words.ts';
import { saveFile } from '#ui/save-file.ts';
import { useMessages } from './messages/messages.ts';
import type { Checked } from './run-check.ts';
import styles from './CheckView.module.css';

export interface CheckedViewProps {
  readonly checked: Checked;
  readonly headingLevel: 3 | 4;
}

/** What came of it, line by line, and the way to keep what was checked. */
export function CheckedView({ checked, headingLevel }: CheckedViewProps) {
  const { check: say } = useMessages();
  const { locale } = useLocale();
  const { bundle, checks, notProven, durationMs, keptSize, unusableCount } = checked;
  useEffect(() => announce(sayVerdict(checks, locale)), [checks, locale]);
  return (
    <>
      <CheckList checks={checks} notProven={notProven} headingLevel={headingLevel} />
      <p className={styles['note']}>
        {say.took(bundle.lines.length, durationMs)}
        {keptSize !== undefined && ` ${say.kept(keptSize)}`}
        {unusableCount > 0 && ` ${say.unusable(unusableCount)}`}
      </p>
      <Button look="quiet" onPress={() => saveBundle(checked)}>
        {say.saveBundle}
      </Button>
    </>
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
