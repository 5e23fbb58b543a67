import { useId } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import styles from './desk.module.css';

export interface QuantityStepperProps {
  readonly value: number;
  /** At least 1. */
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/**
 * A number of tickets with two large buttons. `ui/QuantityField` cannot be used here: React Aria's
 * number field writes `innerHTML`, which this app's Trusted Types refuse.
 */
export function QuantityStepper({ value, max, onChange }: QuantityStepperProps) {
  const { quantity: messages } = useMessages().desk;
  const id = useId();
  return (
    <fieldset className={styles['quantity']}>
      <legend id={id} className={styles['label']}>
        {messages.label}
      </legend>
      <div className={styles['stepper']}>
        <Button
          look="quiet"
          aria-label={messages.fewer}
          isDisabled={value <= 1}
          onPress={() => onChange(value - 1)}
        >
          −
        </Button>
        <output aria-labelledby={id} className={styles['number']}>
          {messages.number(value)}
        </output>
        <Button
          look="quiet"
          aria-label={messages.more}
          isDisabled={value >= max}
          onPress={() => onChange(value + 1)}
        >
          +
        </Button>
      </div>
    </fieldset>
  );
}
