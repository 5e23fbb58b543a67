import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import { Note } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Section } from '../../shared/Page.tsx';
import { hrefs } from '../../shared/route.ts';
import { describeRule, readRules, type RuleName } from '../../shared/rules.ts';
import styles from './raffle.module.css';

/** Rules that are on the page already, or that are not in words. */
const leftOut: ReadonlySet<RuleName> = new Set(['title', 'capacity', 'picture']);

/** Prizes, price, times and the other rules of a raffle, and the way to change them. */
export function Rules({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: messages, rules: words } = useMessages();
  const formats = formatsOf(useLocale().locale);
  const values = readRules(raffle);
  const facts = Object.keys(values)
    .filter(isRuleName(values))
    .filter((name) => !leftOut.has(name) && !isUnused(name, values[name]))
    .map((name) => ({
      name,
      text: describeRule(name, values, { words, formats, chainHash: raffle.chainHash }),
    }))
    .filter(({ text }) => text !== undefined);
  const canChange = raffle.status === 'announced' || raffle.status === 'open';
  return (
    <Section title={messages.details.title}>
      <dl className={styles['facts']}>
        {facts.map(({ name, text }) => (
          <FactRow key={name} label={words.labels[name]} text={text ?? ''} />
        ))}
        <FactRow label={messages.details.id} text={raffle.id} />
      </dl>
      {canChange ? (
        <Link href={hrefs.amend(raffle.id)}>{messages.details.change}</Link>
      ) : (
        <Note>{messages.details.final}</Note>
      )}
    </Section>
  );
}

function FactRow({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}

function isRuleName(values: object) {
  return (name: string): name is RuleName => Object.hasOwn(values, name);
}

/** Whether a rule says that something is not done, as most raffles do. */
function isUnused(name: RuleName, value: unknown): boolean {
  if (name === 'reserves') return value === 0;
  return value === undefined || value === 'no' || value === false;
}
