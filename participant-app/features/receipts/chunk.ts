/** The code of this feature that is loaded once the viewer is known. */
export { MyTickets } from './MyTickets.tsx';
export { ReceiptDialog } from './ReceiptDialog.tsx';
export { ReceiptStore } from './receipt-store.ts';
