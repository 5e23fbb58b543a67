import { Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components/RadioGroup';
import { classNames } from './class-names.ts';
import styles from './Choice.module.css';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What choosing it means, in a sentence. */
  readonly hint: string;
}

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly ChoiceOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, each with what it means. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup
      value={value}
      onChange={(next) => onChange(next as Value)}
      className={classNames(styles['choice'])}
    >
      <Label className={classNames(styles['label'])}>{label}</Label>
      {options.map((option) => (
        <RadioField key={option.value} value={option.value}>
          <RadioButton className={classNames(styles['option'])}>
            <span aria-hidden className={styles['mark']} />
            {option.label}
          </RadioButton>
          <Text slot="description" className={classNames(styles['hint'])}>
            {option.hint}
          </Text>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
