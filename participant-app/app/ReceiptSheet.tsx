import { useEffect } from 'react';
import { Button } from '#ui/Button.tsx';
import { Link } from '#ui/Link.tsx';
import { Note, Row } from '#ui/primitives.tsx';
import { useReceiptWords } from '../features/receipts/messages.ts';
import { ReceiptCard } from '../features/receipts/ReceiptCard.tsx';
import type { HeldReceipt } from '../features/receipts/receipts-state.ts';
import type { TicketFacts } from '../features/receipts/shown-tickets.ts';
import styles from './ReceiptPage.module.css';

export interface ReceiptSheetProps {
  readonly receipts: readonly HeldReceipt[];
  readonly about: TicketFacts;
  /** The page of one receipt. */
  readonly linkOf: (receipt: HeldReceipt) => string;
}

/** Several receipts; printed four to a page, to be cut apart. */
export function ReceiptSheet({ receipts, about, linkOf }: ReceiptSheetProps) {
  const words = useReceiptWords();
  usePrintOnRequest();
  const sorted = receipts.toSorted((a, b) => a.number - b.number || a.sale - b.sale);
  return (
    <>
      <Row gap={5} align="baseline" isSpread isScreenOnly>
        <Note size="text">{words.sheetNote}</Note>
        <Button look="quiet" onPress={() => window.print()}>
          {words.printAll}
        </Button>
      </Row>
      <ul className={styles.sheet}>
        {sorted.map((receipt) => (
          <li key={receipt.sale} className={styles.cell}>
            <ReceiptCard receipt={receipt} serviceUrl={location.origin} about={about} />
            <Row isScreenOnly>
              <Link href={linkOf(receipt)}>{words.title(receipt.number)}</Link>
            </Row>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Prints the page when the link to it asked for that, once. */
export function usePrintOnRequest(): void {
  useEffect(() => {
    if (location.hash !== '#print') return;
    history.replaceState(history.state, '', location.pathname);
    window.print();
  }, []);
}
