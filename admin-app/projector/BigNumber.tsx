import type { CSSProperties } from 'react';
import { classNames } from '#ui/class-names.ts';
import styles from './BigNumber.module.css';

export interface BigNumberProps {
  /** As it is written in the reader's language. */
  readonly text: string;
  readonly look?: 'plain' | 'arriving';
}

/** As large as the wall: as high as there is room, and no wider than it. */
export function BigNumber({ text, look = 'plain' }: BigNumberProps) {
  return (
    <strong
      className={classNames(styles['number'], styles[look])}
      style={{ '--length': text.length } as CSSProperties}
    >
      {text}
    </strong>
  );
}
