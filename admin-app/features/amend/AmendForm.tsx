import { useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { Form } from '#ui/Field.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { toDraft } from '../../shared/rule-form/draft.ts';
import { groupNames, groups } from '../../shared/rule-form/groups.ts';
import { RuleField } from '../../shared/rule-form/RuleField.tsx';
import { readRules, type RuleName } from '../../shared/rules.ts';
import { ConfirmChanges } from './ConfirmChanges.tsx';
import { amendableAfterSale, toAmendment, type Amendment } from './draft.ts';
import styles from './amend.module.css';

export interface AmendFormProps {
  readonly raffle: RaffleView;
  /** Whether a ticket was ever sold. */
  readonly isSold: boolean;
}

/** The rules that can change now, and a review of what the change tells people. */
export function AmendForm({ raffle, isSold }: AmendFormProps) {
  const { amend: messages, rules: words, ruleForm } = useMessages();
  const [draft, setDraft] = useState(() => toDraft(readRules(raffle)));
  const [amendment, setAmendment] = useState<Amendment>();
  const [isReviewed, setIsReviewed] = useState(false);
  const canChange = (name: RuleName) =>
    !isSold ||
    (amendableAfterSale.has(name) && (name !== 'closesAt' || raffle.closesAt !== undefined));
  const shown = groupNames
    .map((group) => ({ group, names: groups[group].filter(canChange) }))
    .filter(({ names }) => names.length > 0);
  const locked = groupNames
    .flatMap((group): readonly RuleName[] => groups[group])
    .filter((name) => !canChange(name));
  const review = (form: HTMLFormElement) => {
    const read = toAmendment(draft, raffle, { isSold, now: Date.now() });
    setAmendment(read);
    const isRight = Object.keys(read.faults).length === 0;
    setIsReviewed(isRight && Object.keys(read.request).length > 0);
    if (!isRight) queueMicrotask(() => focusFirstFault(form));
  };
  const isUnchanged = amendment !== undefined && Object.keys(amendment.request).length === 0;
  return (
    <Form onSubmit={review}>
      <Stack gap={8} width="form">
        <Stack gap={2}>
          <Note size="text">{isSold ? messages.locked : messages.free}</Note>
          {isSold && (
            <ul className={styles['locked']}>
              {locked.map((name) => (
                <li key={name}>{words.labels[name]}</li>
              ))}
            </ul>
          )}
        </Stack>
        {shown.map(({ group, names }) => (
          <Section key={group} title={ruleForm.groups[group]}>
            {names.map((name) => (
              <RuleField
                key={name}
                name={name}
                draft={draft}
                faults={amendment?.faults ?? {}}
                values={amendment?.after}
                onChange={(changed) => {
                  setDraft((current) => ({ ...current, ...changed }));
                  setAmendment(undefined);
                }}
              />
            ))}
          </Section>
        ))}
        <Stack gap={2} align="start">
          {isUnchanged && <Note role="alert">{messages.none}</Note>}
          <Button type="submit">{messages.review}</Button>
        </Stack>
      </Stack>
      {amendment !== undefined && (
        <ConfirmChanges
          raffle={raffle}
          amendment={amendment}
          isOpen={isReviewed}
          onClose={() => setIsReviewed(false)}
        />
      )}
    </Form>
  );
}

function focusFirstFault(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
