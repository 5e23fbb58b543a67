import { Button, Group, Input, Label, NumberField } from 'react-aria-components/NumberField';
import styles from './QuantityField.module.css';

export interface QuantityFieldProps {
  readonly label: string;
  readonly value: number;
  /** At least 1. */
  readonly max: number;
  readonly isDisabled?: boolean;
  /** The label is for assistive technology only. */
  readonly isLabelHidden?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number from 1 to `max`: two large buttons around a text field. */
export function QuantityField(props: QuantityFieldProps) {
  const { label, value, max, isDisabled, isLabelHidden = false, onChange } = props;
  return (
    <NumberField
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      value={value}
      minValue={1}
      maxValue={max}
      isDisabled={isDisabled ?? false}
      onChange={(next) => onChange(Number.isNaN(next) ? 1 : next)}
      className={styles.field}
    >
      {!isLabelHidden && <Label className={styles.label}>{label}</Label>}
      <Group className={styles.group}>
        <Button slot="decrement" className={styles.step}>
          −
        </Button>
        <Input className={styles.input} style={{ '--digits': String(max).length }} />
        <Button slot="increment" className={styles.step}>
          +
        </Button>
      </Group>
    </NumberField>
  );
}
