import { Button, Group, Input, Label, NumberField } from 'react-aria-components/NumberField';
import { classNames } from './class-names.ts';
import styles from './QuantityField.module.css';

export interface QuantityFieldProps {
  readonly label: string;
  readonly value: number;
  /** At least 1. */
  readonly max: number;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** How many, from 1 to `max`: two large buttons around a number that can also be typed. */
export function QuantityField({ label, value, max, isDisabled, onChange }: QuantityFieldProps) {
  return (
    <NumberField
      value={value}
      minValue={1}
      maxValue={max}
      isDisabled={isDisabled ?? false}
      onChange={(next) => onChange(Number.isNaN(next) ? 1 : next)}
      className={classNames(styles['field'])}
    >
      <Label className={classNames(styles['label'])}>{label}</Label>
      <Group className={classNames(styles['group'])}>
        <Button slot="decrement" className={classNames(styles['step'])}>
          −
        </Button>
        <Input className={classNames(styles['input'])} />
        <Button slot="increment" className={classNames(styles['step'])}>
          +
        </Button>
      </Group>
    </NumberField>
  );
}
