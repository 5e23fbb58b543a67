import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { Note, Row, Stack, RehearsalBand } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { hrefs, participantsPageUrl } from '../../shared/route.ts';
import { useService } from '../../shared/service.tsx';
import { describeStatus } from '../../shared/describe-status.ts';
import styles from './raffle.module.css';

/** The state of a raffle in a sentence, sold + unsold = capacity, its rules, and links. */
export function RaffleSummary({ raffleState }: { readonly raffleState: KnownRaffle }) {
  const { raffle: messages, draw } = useMessages();
  const { serviceUrl } = useService();
  const { raffle, freshness, confirmedAt } = raffleState;
  const { id } = raffle;
  const { time } = formatsOf(useLocale().locale);
  const since = time(new Date(confirmedAt).toISOString());
  return (
    <Stack width="full">
      {raffle.rehearsal && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      <p className={styles['state']}>
        {raffleState.drawing === undefined ? describeStatus(raffle, messages) : draw.pending}
      </p>
      <Equation raffle={raffle} />
      <Note size="text">{messages.rules(raffle)}</Note>
      {freshness === 'stale' ? (
        <Note tone="caution">{messages.freshness.stale(since)}</Note>
      ) : (
        <Note size="text">{messages.freshness[freshness]}</Note>
      )}
      <Row element="ul">
        <li>
          <Link href={hrefs.projector(id)} isExternal>
            {messages.projector}
          </Link>
        </li>
        <li>
          <Link href={hrefs.audit(id)}>{messages.audit}</Link>
        </li>
        <li>
          <Link href={participantsPageUrl(serviceUrl, id)} isExternal>
            {messages.participantsPage}
          </Link>
        </li>
      </Row>
    </Stack>
  );
}

function Equation({ raffle }: Pick<KnownRaffle, 'raffle'>) {
  const { raffle: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const parts = [
    { sign: '', value: raffle.sold, label: messages.sold },
    { sign: '+', value: raffle.remaining, label: messages.unsold },
    { sign: '=', value: raffle.capacity, label: messages.tickets },
  ];
  return (
    <p className={styles['equation']}>
      {parts.map(({ sign, value, label }) => (
        <span key={label} className={styles['part']}>
          {sign !== '' && <span className={styles['sign']}>{sign} </span>}
          <span>
            <strong className={styles['number']}>{number(value)}</strong>{' '}
            <span className={styles['label']}>{label} </span>
          </span>
        </span>
      ))}
    </p>
  );
}
