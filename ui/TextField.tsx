import type { Ref } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import styles from './TextField.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Digits of equal width, well apart: for codes. */
  readonly isCode?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A line of text with its label, a hint, and what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, isCode = false, inputRef, ...rest } = props;
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined}
      className={classNames(styles['field'])}
    >
      <Label className={classNames(styles['label'])}>{label}</Label>
      <Input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        className={classNames(styles['input'], isCode && styles['code'])}
      />
      {hint !== undefined && (
        <Text slot="description" className={classNames(styles['hint'])}>
          {hint}
        </Text>
      )}
      <FieldError className={classNames(styles['error'])}>{error}</FieldError>
    </AriaTextField>
  );
}
