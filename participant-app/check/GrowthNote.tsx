import type { Growth } from './comparison.ts';
import { useMessages } from './messages/messages.ts';
import styles from './GrowthNote.module.css';

export interface GrowthNoteProps {
  readonly growth: Growth | undefined;
}

/** How the log fits what this browser saw before, in a line. A fork has a notice of its own. */
export function GrowthNote({ growth }: GrowthNoteProps) {
  const say = useMessages();
  if (growth === undefined) return null;
  switch (growth.kind) {
    case 'same':
      return <p className={styles['note']}>{say.same(growth.size)}</p>;
    case 'grown':
      return <p className={styles['note']}>{say.grown(growth.from, growth.to)}</p>;
    case 'unchecked':
      return <p className={styles['note']}>{say.unchecked[growth.why]}</p>;
    case 'fork':
      return null;
    default:
      return growth satisfies never;
  }
}
