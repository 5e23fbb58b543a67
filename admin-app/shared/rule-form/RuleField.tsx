import { useMemo } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { Choice } from '#ui/Choice.tsx';
import { CountField, SelectField, TextAreaField, TextField } from '#ui/Field.tsx';
import { TimeField } from '#ui/TimeField.tsx';
import { useMessages } from '../messages/messages.ts';
import { PictureField } from '../picture/PictureField.tsx';
import type { RuleName, RuleValues } from '../rules.ts';
import styles from './rule-form.module.css';
import { countReserves, type Draft, type Faults } from './draft.ts';

export interface RuleFieldProps {
  readonly name: RuleName;
  readonly draft: Draft;
  readonly faults: Faults;
  /** All rules as they were when the faults were found. */
  readonly values: RuleValues | undefined;
  readonly onChange: (changed: Partial<Draft>) => void;
}

/** The field of one rule. */
export function RuleField({ name, draft, faults, values, onChange }: RuleFieldProps) {
  const { ruleForm: messages, rules: words } = useMessages();
  const fault = faults[name];
  const field = {
    label: words.labels[name],
    value: draft[name],
    error: fault && describeFault(fault),
    onChange: (text: string) => onChange({ [name]: text }),
  };
  switch (name) {
    case 'prizes':
      return <TextAreaField {...field} hint={messages.prizesHint} rows={3} />;
    case 'purpose':
    case 'payment':
      return <TextAreaField {...field} hint={messages[`${name}Hint`]} rows={2} />;
    case 'terms':
      return <TextAreaField {...field} rows={6} />;
    case 'picture':
      return <PictureField {...field} />;
    case 'price':
      return (
        <div className={styles['price']}>
          <TextField {...field} look="count" inputMode="decimal" autoComplete="off" />
          <CurrencyField value={draft.currency} onChange={(currency) => onChange({ currency })} />
        </div>
      );
    case 'capacity':
    case 'perPersonLimit':
      return <CountField {...field} />;
    case 'reserves':
      return <CountField {...field} hint={messages.reservesHint} />;
    case 'claimBy':
    case 'opensAt':
    case 'closesAt':
    case 'drawAt':
      return <TimeField {...field} />;
    case 'askForName':
    case 'askForPhone':
      return (
        <SelectField
          {...field}
          options={(['no', 'optional', 'required'] as const).map((need) => ({
            value: need,
            label: words.ask[need],
          }))}
        />
      );
    case 'onePrizePerPerson':
      return (
        <SelectField
          {...field}
          options={(['no', 'yes'] as const).map((answer) => ({
            value: answer,
            label: words[answer],
          }))}
        />
      );
    case 'randomness':
      return (
        <Choice
          {...field}
          options={(['local', 'drand'] as const).map((kind) => ({
            value: kind,
            ...messages.randomness[kind],
          }))}
        />
      );
    default:
      return <TextField {...field} hint={messages.hints[name]} autoComplete="off" />;
  }

  function describeFault(kind: NonNullable<Faults[RuleName]>): string {
    const { wrong } = messages;
    if (kind === 'text' && (name === 'title' || name === 'prizes' || name === 'picture')) {
      return wrong[name];
    }
    if (kind !== 'reserves') return wrong[kind];
    return wrong.reserves(values === undefined ? 0 : countReserves(values));
  }
}

/** Their names take a while to look up, and the form is drawn at every key. */
function listCurrencies(locale: string) {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
}

interface CurrencyFieldProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
}

function CurrencyField({ value, onChange }: CurrencyFieldProps) {
  const { currency } = useMessages().ruleForm;
  const { locale } = useLocale();
  const options = useMemo(() => listCurrencies(locale), [locale]);
  return <SelectField label={currency} value={value} options={options} onChange={onChange} />;
}
