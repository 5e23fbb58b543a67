import type { HeldReceipt, ReceiptsState } from './receipts-state.ts';

export interface EvidenceFacts {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly receipt: HeldReceipt;
  readonly state: ReceiptsState;
  /** The ticket numbers that the service lists as this account's; undefined if it did not say. */
  readonly listed: readonly number[] | undefined;
  readonly now: Date;
}

/** Everything somebody else needs to see for themselves that something is wrong. */
export function writeEvidence(facts: EvidenceFacts): string {
  const { serviceUrl, raffleId, receipt, state, listed, now } = facts;
  const evidence = {
    format: 'raffle-receipt-evidence/1',
    service: new URL(serviceUrl).origin,
    raffle: raffleId,
    ticket: receipt.number,
    savedAt: now.toISOString(),
    receipt: receipt.text,
    logKeySeenFirst: state.logKey ?? null,
    logKeySeenNow: state.otherKey ?? state.logKey ?? null,
    ticketsListed: listed ?? null,
    checks: receipt.checks ?? null,
  };
  return `${JSON.stringify(evidence, null, 2)}\n`;
}
