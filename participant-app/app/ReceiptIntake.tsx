import { useEffect, useId } from 'react';
import { Note, Stack } from '#ui/primitives.tsx';
import { useReceiptWords } from '../features/receipts/messages.ts';
import fileInput from '#ui/file-input.module.css';
import styles from './Page.module.css';

export interface ReceiptIntakeProps {
  readonly hasReceipt: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes a receipt file: chosen, or dropped anywhere on the page. */
export function ReceiptIntake({ hasReceipt, onFile }: ReceiptIntakeProps) {
  const { check: messages } = useReceiptWords();
  const id = useId();
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined) onFile(file);
      },
      { signal },
    );
    return () => stop.abort();
  }, [onFile]);
  return (
    <Stack element="section" gap={2} isScreenOnly className={styles.intake}>
      <label htmlFor={id}>{hasReceipt ? messages.chooseAnother : messages.choose}</label>
      <input
        id={id}
        type="file"
        className={fileInput.file}
        accept=".tlog-proof,text/plain"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onFile(file);
          // So that the same file can be chosen again.
          target.value = '';
        }}
      />
      <Note>{messages.explain}</Note>
    </Stack>
  );
}
