import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { RaffleView } from '#contract/raffles.ts';
import { Action } from '#ui/Action.tsx';
import { Switch } from '#ui/Choice.tsx';
import { Form, SelectField, TextField } from '#ui/Field.tsx';
import { Details, Note, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { groupNames, groups, rareRules, type GroupName } from '../../shared/rule-form/groups.ts';
import { RuleField } from '../../shared/rule-form/RuleField.tsx';
import type { RuleName } from '../../shared/rules.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import type { CreationState } from './use-creation.ts';

export interface CreateFormProps {
  readonly creation: CreationState;
  /** To copy from. */
  readonly raffles: readonly RaffleView[];
}

/** All rules of a new raffle in five groups; what is rarely needed is folded away. */
export function CreateForm({ creation, raffles }: CreateFormProps) {
  const { raffles: words, ruleForm } = useMessages();
  const { createForm: messages } = words;
  const reason = useDisabledReason('change');
  return (
    <Form
      onSubmit={(form) => {
        flushSync(creation.review);
        form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      }}
    >
      <Stack gap={8} width="form">
        {raffles.length > 0 && <CopyFrom raffles={raffles} onCopy={creation.copyFrom} />}
        {groupNames.map((group) => (
          <Section key={group} title={ruleForm.groups[group]}>
            <GroupFields group={group} creation={creation} />
          </Section>
        ))}
        <Stack gap={2} align="start">
          <Action type="submit" reason={reason}>
            {messages.review}
          </Action>
          <Note>{messages.reviewHint}</Note>
        </Stack>
      </Stack>
    </Form>
  );
}

interface GroupFieldsProps {
  readonly group: GroupName;
  readonly creation: CreationState;
}

function GroupFields({ group, creation }: GroupFieldsProps) {
  const { createForm: messages } = useMessages().raffles;
  const { draft, faults, values, change } = creation;
  const names: readonly RuleName[] = groups[group];
  const show = (name: RuleName) => (
    <RuleField key={name} {...{ name, draft, faults, values }} onChange={change} />
  );
  const rare = names.filter((name) => rareRules.has(name));
  const isLast = group === 'fair';
  const hasFault =
    rare.some((name) => faults[name] !== undefined) || (isLast && creation.idFault !== undefined);
  return (
    <>
      {group === 'when' && <Note>{messages.whenHint}</Note>}
      {names.filter((name) => !rareRules.has(name)).map(show)}
      {isLast && (
        <Switch
          label={messages.rehearsal}
          hint={messages.rehearsalHint}
          isOn={creation.isRehearsal}
          onChange={creation.setIsRehearsal}
        />
      )}
      {rare.length > 0 && (
        <Details summary={messages.more[group]} isOpen={hasFault}>
          {rare.map(show)}
          {isLast && (
            <TextField
              label={messages.id}
              hint={messages.idHint}
              autoComplete="off"
              spellCheck="false"
              value={creation.id}
              onChange={creation.changeId}
              error={creation.idFault}
            />
          )}
        </Details>
      )}
    </>
  );
}

interface CopyFromProps {
  readonly raffles: readonly RaffleView[];
  readonly onCopy: (raffle: RaffleView) => void;
}

/** Fills the form with the rules of another raffle, as of a rehearsal. */
function CopyFrom({ raffles, onCopy }: CopyFromProps) {
  const { raffles: words } = useMessages();
  const { createForm: messages } = words;
  const [chosen, setChosen] = useState('');
  const options = raffles.toReversed().map(({ id, title, rehearsal }) => ({
    value: id,
    label: rehearsal === true ? `${title} (${words.rehearsal})` : title,
  }));
  return (
    <Stack gap={1}>
      <SelectField
        label={messages.copyFrom}
        value={chosen}
        options={[{ value: '', label: messages.copyNothing }, ...options]}
        onChange={(id) => {
          setChosen(id);
          const raffle = raffles.find((each) => each.id === id);
          if (raffle !== undefined) onCopy(raffle);
        }}
      />
      <Note>{messages.copyHint}</Note>
    </Stack>
  );
}
