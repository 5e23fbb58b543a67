import { Link } from '#ui/Link.tsx';
import type { DashboardState } from '../state/dashboard-state.ts';
import { useReceiptWords } from './messages/messages.ts';
import { receiptsUrl, type ReceiptPlace } from './receipt-place.ts';
import styles from './TicketReceipt.module.css';

export interface ReceiptsNoteProps {
  readonly state: DashboardState;
  readonly place: ReceiptPlace;
}

/** What is to be said of all receipts together, above the tickets. */
export function ReceiptsNote({ state: { viewer, receipts }, place }: ReceiptsNoteProps) {
  const { onTicket: say } = useReceiptWords();
  const count = receipts?.receipts.size ?? 0;
  return (
    <>
      {viewer.kind === 'unanswered' && count > 0 && (
        <p className={styles['note']}>{say.keptHere}</p>
      )}
      {place.isOwnPage && count > 1 && (
        <p className={styles['note']}>
          <Link href={receiptsUrl(place)}>{say.all}</Link>
        </p>
      )}
    </>
  );
}
