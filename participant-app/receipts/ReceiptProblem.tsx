import { Button } from '#ui/Button.tsx';
import { useReceiptWords } from './messages/messages.ts';
import styles from './ReceiptView.module.css';

export interface ReceiptProblemProps {
  readonly kind: 'notValid' | 'denied' | 'otherKey';
  readonly onSave: () => void;
}

/** What is wrong, what it means, and a way to keep it. */
export function ReceiptProblem({ kind, onSave }: ReceiptProblemProps) {
  const words = useReceiptWords();
  const { title, text } = words[kind];
  return (
    <div role="alert" className={styles['problem']}>
      <p>
        <strong>{title}.</strong> {text}
      </p>
      <Button look="quiet" onPress={onSave}>
        {words.saveEvidence}
      </Button>
    </div>
  );
}
