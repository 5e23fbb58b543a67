/** One's own tickets and their receipts. Loaded once somebody is signed in. */
export { MyTickets } from '../dashboard/MyTickets.tsx';
export { ShownReceipt } from '../dashboard/ShownReceipt.tsx';
export { ReceiptDesk } from './receipt-desk.ts';
