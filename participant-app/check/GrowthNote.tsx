import type { Growth } from './comparison.ts';
import { useMessages } from './messages/messages.ts';
import styles from './GrowthNote.module.css';

export interface GrowthNoteProps {
  readonly growth: Exclude<Growth, { kind: 'fork' }>;
}

/** How the log fits what this browser saw before, in a line. A fork has a notice of its own. */
export function GrowthNote({ growth }: GrowthNoteProps) {
  const say = useMessages();
  switch (growth.kind) {
    case 'same':
      return <p className={styles['note']}>{say.same(growth.size)}</p>;
    case 'grown':
      return <p className={styles['note']}>{say.grown(growth.from, growth.to)}</p>;
    case 'unchecked':
      return <p className={styles['note']}>{say.unchecked[growth.why]}</p>;
    default:
      return growth satisfies never;
  }
}
