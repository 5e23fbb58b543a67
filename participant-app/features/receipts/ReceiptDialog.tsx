import { ModalDialog } from '#ui/ModalDialog.tsx';
import { useReceiptWords } from './messages.ts';
import { ReceiptView } from './ReceiptView.tsx';
import { useReceipts } from './ReceiptsProvider.tsx';

export interface ReceiptDialogProps {
  /** Log index of the sale. */
  readonly sale: number;
  readonly onClose: () => void;
}

/** One receipt above another site's page. */
export function ReceiptDialog({ sale, onClose }: ReceiptDialogProps) {
  const words = useReceiptWords();
  const { state } = useReceipts();
  const receipt = state?.receipts.get(sale);
  if (state === undefined || receipt === undefined) return null;
  return (
    <ModalDialog title={words.title(receipt.number)} closeLabel={words.close} onClose={onClose}>
      <ReceiptView receipt={receipt} state={state} headingLevel={3} />
    </ModalDialog>
  );
}
