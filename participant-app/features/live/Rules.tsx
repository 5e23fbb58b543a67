import { randomnessKind } from '#contract/randomness-kind.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { Stack, Title } from '#ui/primitives.tsx';
import { useAboutWords } from './about-words.ts';
import styles from './About.module.css';

export interface RulesProps {
  readonly raffle: RaffleView;
  readonly headingLevel: 2 | 3;
}

/** How the raffle is run, in short sentences. */
export function Rules({ raffle, headingLevel }: RulesProps) {
  const words = useAboutWords();
  const randomness = words.randomness(randomnessKind(raffle), raffle.prizes.length);
  const rules = [...words.rules(raffle), randomness];
  return (
    <Stack element="section" gap={2} aria-label={words.rulesTitle} className={styles.about}>
      <Title level={headingLevel}>{words.rulesTitle}</Title>
      <ul className={styles.rules}>
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Stack>
  );
}
