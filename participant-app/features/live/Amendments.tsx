import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { Stack, Title } from '#ui/primitives.tsx';
import { listAmendments } from '../../shared/rule-changes.ts';
import { ruleWords } from '../../shared/rule-words.ts';
import styles from './About.module.css';

export interface AmendmentsProps {
  readonly raffle: RaffleView;
  readonly headingLevel: 2 | 3;
}

/** What the organiser changed after the first sale, with the old values. */
export function Amendments({ raffle, headingLevel }: AmendmentsProps) {
  const words = ruleWords.useMessages();
  const changes = listAmendments(raffle, useLocale().locale);
  if (changes.length === 0) return null;
  return (
    <Stack element="section" gap={2} aria-label={words.amended} className={styles.about}>
      <Title level={headingLevel}>{words.amended}</Title>
      <dl className={styles.facts}>
        {changes.map(({ label, before, after }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{`${after} ${words.was(before)}`}</dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}
