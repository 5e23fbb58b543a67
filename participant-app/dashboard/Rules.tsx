import type { RaffleView } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import styles from './Rules.module.css';

export interface RulesProps {
  readonly raffle: RaffleView;
  readonly headingLevel: 2 | 3;
}

/** The rules as they hold for this raffle. */
export function Rules({ raffle, headingLevel }: RulesProps) {
  const say = useMessages();
  const Heading = `h${headingLevel}` as const;
  return (
    <section className={styles['rules']} aria-label={say.rulesTitle}>
      <Heading className={styles['title']}>{say.rulesTitle}</Heading>
      <ul className={styles['list']}>
        {[...say.rules(raffle), say.randomness[raffle.randomness]].map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </section>
  );
}
