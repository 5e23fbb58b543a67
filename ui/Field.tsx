import { useId, type Ref } from 'react';
import { Form as AriaForm, type FormProps as AriaFormProps } from 'react-aria-components/Form';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';

export interface FormProps extends Pick<AriaFormProps, 'children' | 'className'> {
  readonly onSubmit: (form: HTMLFormElement) => void;
}

/** Fields that the page submits, not the browser. Each field shows its own error. */
export function Form({ onSubmit, ...props }: FormProps) {
  return (
    <AriaForm
      {...props}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event.currentTarget);
      }}
    />
  );
}

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value. */
  readonly error?: string | undefined;
  /** `code`: digits of equal width with space between them. `count`: a narrow field for a number. */
  readonly look?: 'text' | 'code' | 'count';
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A line of text with a label, a hint and an error message. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, look = 'text', inputRef, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={styles.field}>
      <Label className={styles.label}>{label}</Label>
      <Input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        className={classNames(styles.input, look !== 'text' && styles[look])}
      />
      <Explanation hint={hint} error={error} />
    </AriaTextField>
  );
}

/** Below a field: its hint, and what is wrong with its value. */
function Explanation({ hint, error }: Pick<TextFieldProps, 'hint' | 'error'>) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </>
  );
}

export type TextAreaFieldProps = Pick<
  TextFieldProps,
  'label' | 'hint' | 'error' | 'value' | 'onChange' | 'maxLength'
> & {
  /** Height in lines. */
  readonly rows: number;
};

/** Several lines of text with a label, a hint and an error message. */
export function TextAreaField({ label, hint, error, rows, ...rest }: TextAreaFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={styles.field}>
      <Label className={styles.label}>{label}</Label>
      <TextArea rows={rows} className={styles.input} />
      <Explanation hint={hint} error={error} />
    </AriaTextField>
  );
}

export interface CountFieldProps {
  readonly label: string;
  /** The text as typed; see `readCount`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/**
 * A typed number of tickets. It does not use React Aria's number field, whose announcer writes
 * `innerHTML`: a page under Trusted Types refuses that.
 */
export function CountField(props: CountFieldProps) {
  return <TextField {...props} look="count" inputMode="numeric" autoComplete="off" />;
}

/** @returns The typed whole number, 1 to `max`, with or without grouping; else undefined. */
export function readCount(text: string, max: number): number | undefined {
  const digits = text.normalize('NFKC').replaceAll(/[\s.,'’]/g, '');
  const count = /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
  return count >= 1 && count <= max ? count : undefined;
}

export interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** The browser's own list of options, because phones have a good one. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, options, onChange } = props;
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
        className={styles.input}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
