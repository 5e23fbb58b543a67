import { Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components/RadioGroup';
import { SwitchButton, SwitchField } from 'react-aria-components/Switch';
import styles from './Choice.module.css';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What the option means, in a sentence. */
  readonly hint: string;
}

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** Null while none is chosen. */
  readonly value: Value | null;
  readonly options: readonly ChoiceOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** Radio buttons with an explanation for each option. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      className={styles.choice}
    >
      <Label className={styles.label}>{label}</Label>
      {options.map((option) => (
        <RadioField key={option.value} value={option.value}>
          <RadioButton className={styles.option}>
            <span aria-hidden className={styles.mark} />
            <span>{option.label}</span>
          </RadioButton>
          <Text slot="description" className={styles.hint}>
            {option.hint}
          </Text>
        </RadioField>
      ))}
    </RadioGroup>
  );
}

export interface SwitchProps {
  readonly label: string;
  /** What turning it on means. */
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A switch with an explanation. */
export function Switch({ label, hint, isOn, onChange }: SwitchProps) {
  return (
    <SwitchField isSelected={isOn} onChange={onChange}>
      <SwitchButton className={styles.switch}>
        <span aria-hidden className={styles.track} />
        <span>{label}</span>
      </SwitchButton>
      <Text slot="description" className={styles.switchHint}>
        {hint}
      </Text>
    </SwitchField>
  );
}
