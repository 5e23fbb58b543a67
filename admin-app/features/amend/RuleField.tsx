import { useLocale } from 'react-aria/I18nProvider';
import { requiredReserves } from '#proof/assign-prizes.ts';
import { Choice } from '#ui/Choice.tsx';
import { CountField, SelectField, TextAreaField, TextField } from '#ui/Field.tsx';
import { TimeField } from '#ui/TimeField.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { RuleName } from '../../shared/rules.ts';
import { toPrizeRules, type Amendment, type Draft } from './draft.ts';

export interface RuleFieldProps {
  readonly name: RuleName;
  readonly draft: Draft;
  /** As read at the last attempt; undefined once something was changed. */
  readonly amendment: Amendment | undefined;
  readonly onChange: (changed: Partial<Draft>) => void;
}

/** The field of one rule. */
export function RuleField({ name, draft, amendment, onChange }: RuleFieldProps) {
  const { amend: messages, rules: words, raffles } = useMessages();
  const label = words.labels[name];
  const value = draft[name];
  const field = {
    label,
    value,
    error: useFault(name, amendment),
    onChange: (text: string) => onChange({ [name]: text }),
  };
  switch (name) {
    case 'prizes':
      return <TextAreaField {...field} hint={messages.prizesHint} rows={4} />;
    case 'purpose':
    case 'payment':
      return <TextAreaField {...field} rows={3} />;
    case 'terms':
      return <TextAreaField {...field} rows={6} />;
    case 'price':
      return (
        <>
          <TextField {...field} look="count" inputMode="decimal" autoComplete="off" />
          <CurrencyField value={draft.currency} onChange={(currency) => onChange({ currency })} />
        </>
      );
    case 'capacity':
    case 'perPersonLimit':
      return <CountField {...field} />;
    case 'reserves':
      return <CountField {...field} hint={messages.reservesHint} />;
    case 'opensAt':
    case 'closesAt':
    case 'drawAt':
    case 'claimBy':
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
            ...raffles.createForm[kind],
          }))}
        />
      );
    default:
      return <TextField {...field} autoComplete="off" />;
  }
}

/** Why the value of a field cannot be used. */
function useFault(name: RuleName, amendment: Amendment | undefined): string | undefined {
  const { wrong } = useMessages().amend;
  const fault = amendment?.faults[name];
  if (amendment === undefined || fault === undefined) return undefined;
  return fault === 'reserves'
    ? wrong.reserves(requiredReserves(toPrizeRules(amendment.after)))
    : wrong[fault];
}

function CurrencyField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const { currency } = useMessages().amend;
  const { locale } = useLocale();
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const options = Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
  return <SelectField label={currency} value={value} options={options} onChange={onChange} />;
}
