import type { ReceiptPlace } from '../receipts/receipt-place.ts';
import { ReceiptDialog } from '../receipts/ReceiptDialog.tsx';
import { knownRaffle, listedNumbers, type DashboardState } from '../state/dashboard-state.ts';
import { ticketFactsOf } from '../state/shown-tickets.ts';

export interface ShownReceiptProps {
  readonly state: DashboardState;
  readonly place: ReceiptPlace;
  readonly number: number;
  readonly onClose: () => void;
}

/** The receipt of one ticket, on top of the dashboard. */
export function ShownReceipt({ state, place, number, onClose }: ShownReceiptProps) {
  const { receipts, viewer } = state;
  const receipt = receipts?.receipts.get(number);
  if (receipts === undefined || receipt === undefined) return null;
  return (
    <ReceiptDialog
      place={place}
      receipt={receipt}
      state={receipts}
      raffle={knownRaffle(state)}
      about={ticketFactsOf(state)}
      listed={listedNumbers(viewer)}
      onClose={onClose}
    />
  );
}
