import type { RaffleView } from '#contract/schemas.ts';
import { Link } from '#ui/Link.tsx';
import { useLogHead } from '../draw/use-log-head.ts';
import { useMessages } from '../messages/messages.ts';
import { hrefs } from '../page/route.ts';
import { Section } from '../page/Section.tsx';
import styles from './LogSummary.module.css';

const shortRootLength = 8;

/** How long the log is and what its tree comes to, and the way to look through it. */
export function LogSummary({ raffle }: { readonly raffle: RaffleView }) {
  const { atRaffle: say, log } = useMessages().audit;
  const head = useLogHead(raffle);
  return (
    <Section title={log}>
      <p>
        {say.entries(head?.size ?? raffle.version)}
        {head !== undefined && (
          <>
            {' '}
            {say.root}:{' '}
            <code className={styles['root']}>{head.root.slice(0, shortRootLength)}</code>
          </>
        )}
      </p>
      <Link href={hrefs.audit(raffle.id)}>{say.link}</Link>
    </Section>
  );
}
