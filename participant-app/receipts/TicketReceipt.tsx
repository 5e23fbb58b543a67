import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { useReceiptWords } from './messages/messages.ts';
import { receiptUrl, type ReceiptPlace } from './receipt-place.ts';
import { verdictOn, type HeldReceipt } from './receipts-state.ts';
import { saveReceipt } from './receipt-file.ts';
import styles from './TicketReceipt.module.css';

export interface TicketReceiptProps {
  readonly receipt: HeldReceipt;
  /** The service does not list the ticket any more. */
  readonly isDenied: boolean;
  readonly place: ReceiptPlace;
  /** Shows it on top of another site's page. On our own it has a page. */
  readonly onShow: (ticketNumber: number) => void;
}

/** What stands under a ticket: what is wrong with its receipt if anything is, and ways to it. */
export function TicketReceipt({ receipt, isDenied, place, onShow }: TicketReceiptProps) {
  const { onTicket: say } = useReceiptWords();
  const { number } = receipt;
  return (
    <>
      {verdictOn(receipt) === 'not-valid' && <p className={styles['problem']}>{say.notValid}</p>}
      {isDenied && <p className={styles['problem']}>{say.denied}</p>}
      <div className={styles['actions']}>
        {place.isOwnPage ? (
          <Link href={receiptUrl(place, number)} label={say.showFor(number)}>
            {say.show}
          </Link>
        ) : (
          <Button look="plain" aria-label={say.showFor(number)} onPress={() => onShow(number)}>
            {say.show}
          </Button>
        )}
        <Button
          look="plain"
          aria-label={say.saveFor(number)}
          onPress={() => saveReceipt(place.raffleId, receipt)}
        >
          {say.save}
        </Button>
      </div>
    </>
  );
}
