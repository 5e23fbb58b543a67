import { SwitchButton, SwitchField, Text } from 'react-aria-components/Switch';
import { classNames } from './class-names.ts';
import styles from './Switch.module.css';

export interface SwitchProps {
  readonly label: string;
  /** What turning it on means, in a sentence. */
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off, and what on means. */
export function Switch({ label, hint, isOn, onChange }: SwitchProps) {
  return (
    <SwitchField isSelected={isOn} onChange={onChange}>
      <SwitchButton className={classNames(styles['switch'])}>
        <span aria-hidden className={styles['track']} />
        {label}
      </SwitchButton>
      <Text slot="description" className={classNames(styles['hint'])}>
        {hint}
      </Text>
    </SwitchField>
  );
}
