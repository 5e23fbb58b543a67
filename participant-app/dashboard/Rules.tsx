import type { RaffleView } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import styles from './Rules.module.css';

/** The rules as they hold for this raffle. */
export function Rules({ raffle }: { readonly raffle: RaffleView }) {
  const say = useMessages();
  return (
    <section className={styles['rules']} aria-label={say.rulesTitle}>
      <h3 className={styles['title']}>{say.rulesTitle}</h3>
      <ul className={styles['list']}>
        {[...say.rules(raffle), say.randomness[raffle.randomness]].map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </section>
  );
}
