import { useRef, useState } from 'react';
import { Button } from './Button.tsx';
import { TextField } from './Field.tsx';
import styles from './CopyField.module.css';

export interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  readonly copyLabel: string;
  /** The button's label once the text is copied. */
  readonly copiedLabel: string;
}

/** A text to copy. Where the browser forbids the clipboard, the text is selected instead. */
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
    <div className={styles.copy}>
      <TextField label={label} value={text} isReadOnly inputRef={input} />
      <Button look="quiet" onPress={() => void copy()}>
        {isCopied ? copiedLabel : copyLabel}
      </Button>
    </div>
  );
}
