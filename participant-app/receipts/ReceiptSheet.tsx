import type { TicketFacts } from '../state/shown-tickets.ts';
import { ReceiptCard } from './ReceiptCard.tsx';
import type { HeldReceipt } from './receipts-state.ts';
import styles from './ReceiptSheet.module.css';

export interface ReceiptSheetProps {
  readonly receipts: readonly HeldReceipt[];
  readonly raffleId: string;
  readonly about: TicketFacts;
}

/** All tickets with their receipts; on paper four to a page, to be cut apart. */
export function ReceiptSheet({ receipts, raffleId, about }: ReceiptSheetProps) {
  return (
    <ul className={styles['sheet']}>
      {receipts.map((receipt) => (
        <li key={receipt.number} className={styles['cell']}>
          <ReceiptCard receipt={receipt} raffleId={raffleId} about={about} />
        </li>
      ))}
    </ul>
  );
}
