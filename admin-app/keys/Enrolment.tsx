import type { TroubleCode } from '#ui/problems/trouble.ts';
import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { useMessages } from '../messages/messages.ts';
import { Refusal } from '../page/Refusal.tsx';
import { hrefs } from '../page/route.ts';
import { useService } from '../service.tsx';
import { useSession } from '../session/session.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { useEnrolment } from './use-enrolment.ts';
import styles from './Enrolment.module.css';

/** No use in asking again with the same link. */
const isOver: ReadonlySet<TroubleCode> = new Set<TroubleCode>([
  'invitation-expired',
  'invitation-unknown',
  'invitation-used',
  'invalid-request',
]);

/** A new key, shown before it is sent; then whose it is. */
export function Enrolment({ invitation }: { readonly invitation: string }) {
  const { keys, session } = useMessages();
  const say = keys.enrol;
  const { serviceUrl } = useService();
  const { status, key: earlier } = useSession();
  const { made, enrolled, order, makeAnother } = useEnrolment(invitation);
  if (enrolled !== undefined) {
    return (
      <div className={styles['enrolment']}>
        <output className={styles['done']}>
          {say.done(enrolled.name, session.roles[enrolled.role])}
        </output>
        <Fingerprint keyid={enrolled.keyid} />
        <p>{say.compare}</p>
        <Link look="button" href={hrefs.raffles}>
          {say.goOn}
        </Link>
      </div>
    );
  }
  const { failure, isPending } = order;
  const canAsk = failure === undefined || !isOver.has(failure.code);
  return (
    <div className={styles['enrolment']}>
      <p>{say.why}</p>
      <div className={styles['key']}>
        {made === undefined ? <p>{say.making}</p> : <Fingerprint keyid={made.keyid} />}
        <p className={styles['note']}>{say.service(serviceUrl)}</p>
      </div>
      {earlier !== undefined && (
        <p className={styles['note']}>
          {status === 'refused'
            ? say.replacesRefused(earlier.name)
            : say.replaces(earlier.name, session.roles[earlier.role])}
        </p>
      )}
      <Refusal failure={failure} />
      {failure?.code === 'invitation-unknown' && <p>{say.otherService(serviceUrl)}</p>}
      {failure?.code === 'key-revoked' ? (
        <Button onPress={makeAnother}>{say.makeAnother}</Button>
      ) : (
        made !== undefined &&
        canAsk && (
          <Button isPending={isPending} pendingLabel={say.pending} onPress={() => order.give(made)}>
            {say.button}
          </Button>
        )
      )}
    </div>
  );
}
