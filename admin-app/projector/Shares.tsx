import { useLocale } from 'react-aria/I18nProvider';
import { classNames } from '#ui/class-names.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import type { HowDecided } from './explain-draw.ts';
import styles from './Shares.module.css';

export interface SharesProps {
  readonly how: HowDecided;
  /** How many of them are there already, less one. */
  readonly step: number;
}

interface Share {
  readonly label: string;
  readonly value: string;
  /** What it was read from. */
  readonly source: string;
}

const shortHashLength = 16;

/** What decides, one thing after the other. For the eye; the result is told when it is there. */
export function Shares({ how, step }: SharesProps) {
  const { projector: say } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const shares = listShares(how, { say, number });
  return (
    <ol aria-hidden className={styles['shares']}>
      {shares.map(({ label, value, source }, index) => (
        <li key={label} className={classNames(styles['share'], index <= step && styles['there'])}>
          <span className={styles['label']}>{label}</span>
          <span className={styles['value']}>{value}</span>
          <span className={styles['source']}>{source}</span>
        </li>
      ))}
    </ol>
  );
}

interface Words {
  readonly say: ReturnType<typeof useMessages>['projector'];
  readonly number: (value: number) => string;
}

function listShares(how: HowDecided, { say, number }: Words): readonly Share[] {
  switch (how.kind) {
    case 'contradiction':
      return [];
    case 'local':
      return [
        { label: say.pool, value: number(how.ticketCount), source: say.poolSource },
        { label: say.dice, value: number(how.index), source: say.diceSource },
        { label: say.next, value: number(how.index + 1), source: say.nextSource },
      ];
    case 'sealed':
      return [
        { label: say.seal, value: number(how.r), source: how.commitment.slice(0, shortHashLength) },
        {
          label: say.beacon(how.round),
          value: number(how.d),
          source: how.randomness.slice(0, shortHashLength),
        },
        { label: say.together, value: number(how.index), source: say.modulo(how.ticketCount) },
      ];
    default:
      return how satisfies never;
  }
}
