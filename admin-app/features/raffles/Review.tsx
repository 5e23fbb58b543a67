import { useEffect, useId, useRef } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { isolateText } from '#contract/shown-text.ts';
import { Action } from '#ui/Action.tsx';
import { Button } from '#ui/Button.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Note, Row, Stack, Title } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { groupNames, groups, rareRules } from '../../shared/rule-form/groups.ts';
import { describeRule, type RuleName, type RuleValues } from '../../shared/rules.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import type { Creation } from './creation.ts';
import type { CreationState } from './use-creation.ts';
import styles from './create.module.css';

export interface ReviewProps {
  readonly reviewed: Creation;
  readonly creation: CreationState;
}

/** Everything that people will read, before they can. */
export function Review({ reviewed, creation }: ReviewProps) {
  const { ruleForm, raffles } = useMessages();
  const { review: messages, createForm } = raffles;
  const reason = useDisabledReason('change');
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  const { request } = reviewed;
  const isAnnounced = request?.opensAt !== undefined;
  const kind = creation.isRehearsal ? 'rehearsal' : isAnnounced ? 'announced' : 'open';
  return (
    <Stack element="section" gap={6} width="form" aria-labelledby={id}>
      <Title level={2} id={id} ref={heading} tabIndex={-1}>
        {messages.title}
      </Title>
      {groupNames.map((group) => (
        <Stack key={group} gap={2}>
          <Title level={3}>{ruleForm.groups[group]}</Title>
          <RuleList names={groups[group]} reviewed={reviewed} />
        </Stack>
      ))}
      <Note tone="caution">{messages.later}</Note>
      <MutationFailureNote failure={creation.failure} />
      <Row>
        <Action
          reason={reason}
          isPending={creation.mutation.isPending}
          pendingLabel={createForm.pending}
          onPress={() => {
            if (request !== undefined) creation.mutation.run(request);
          }}
        >
          {messages.action[kind]}
        </Action>
        <Button look="quiet" onPress={creation.edit}>
          {messages.edit}
        </Button>
      </Row>
    </Stack>
  );
}

/** Whether a rule is as in most raffles, so that nothing needs to be said about it. */
function isUsual(name: RuleName, values: RuleValues): boolean {
  const value = values[name];
  return rareRules.has(name) && (value === 'no' || value === false || value === 0);
}

interface RuleListProps {
  readonly names: readonly RuleName[];
  readonly reviewed: Creation;
}

function RuleList({ names, reviewed: { values } }: RuleListProps) {
  const { rules: words, raffles } = useMessages();
  const formats = formatsOf(useLocale().locale);
  const { picture, atOnce, byHand } = raffles.review;
  const describe = (name: RuleName): string | undefined => {
    if (isUsual(name, values)) return undefined;
    if (name === 'picture') return values.picture && picture;
    const text = describeRule(name, values, { words, formats });
    if (name === 'opensAt') return text ?? atOnce;
    return name === 'closesAt' ? (text ?? byHand) : text;
  };
  const facts = names.flatMap((name) => {
    const text = describe(name);
    return text === undefined ? [] : [{ name, text }];
  });
  if (facts.length === 0) return <Note>{raffles.review.nothing}</Note>;
  return (
    <dl className={styles['facts']}>
      {facts.map(({ name, text }) => (
        <div key={name} className={styles['fact']}>
          <dt>{words.labels[name]}</dt>
          <dd>{isolateText(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
