import { useRef, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './CopyField.module.css';
import { TextField } from './TextField.tsx';

export interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  readonly copyLabel: string;
  /** What the button says once it is copied. */
  readonly copiedLabel: string;
}

/** A text to take elsewhere. Where it cannot be copied by itself it is selected, ready for the keys. */
export function CopyField({ label, text, copyLabel, copiedLabel }: CopyFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      input.current?.select();
    }
  };
  return (
    <div className={styles['field']}>
      <TextField label={label} value={text} isReadOnly inputRef={input} />
      <Button look="quiet" onPress={() => void copy()}>
        {isCopied ? copiedLabel : copyLabel}
      </Button>
    </div>
  );
}
