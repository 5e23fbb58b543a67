import { classNames } from '#ui/class-names.ts';
import { useMessages } from '../messages/messages.ts';
import styles from './Coming.module.css';

/** Stands where a part of the app will be that was not loaded yet. Usually nobody gets to see it. */
export function Coming({ className }: { readonly className?: string | undefined }) {
  const { coming } = useMessages().shell;
  return (
    <div className={classNames(styles['coming'], className)}>
      <p className={styles['text']}>{coming}</p>
    </div>
  );
}
