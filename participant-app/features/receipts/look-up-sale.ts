import { createClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { VoidReason } from '#contract/tickets.ts';
import { findReceipt, findSaleOutcome } from '#proof/audit-sale.ts';
import type { Check } from '#proof/verdict.ts';
import type { HeldReceipt } from './receipts-state.ts';

/** A log with more entries has several megabytes, and is not downloaded for one receipt. */
const entriesMax = 20_000;

/** What the service's log says of a receipt's ticket after its sale. */
export interface SaleLookup {
  /** The check `found`; undefined if the log was not read. */
  readonly found: Check | undefined;
  /** Whether it is known if the ticket was voided. */
  readonly isLaterKnown: boolean;
  /** Why the ticket was voided. */
  readonly voided: VoidReason | undefined;
  /** Whether this sale is in the order of the draw. Its number alone may be there for a later sale. */
  readonly isDrawn: boolean;
}

/**
 * Looks up what became of the ticket of a valid receipt. Of a very long log only the draw record is
 * read. The answers of the service are not verified.
 *
 * @throws {ProblemReply | ServiceUnreachable}
 */
export async function lookUpSale(
  { text, sale }: HeldReceipt,
  { id, status, version }: RaffleView,
): Promise<SaleLookup> {
  const client = createClient({ baseUrl: location.origin });
  if (version > entriesMax) {
    const order =
      status === 'drawn' ? (await client.call('showDraw', { params: { id } })).order : [];
    const isDrawn = order.some((drawn) => drawn.sale === sale);
    return { found: undefined, isLaterKnown: isDrawn, voided: undefined, isDrawn };
  }
  const lines = await createLogSource(client, id).lines();
  const log = { size: lines.length, line: (index: number) => lines[index] };
  const found = findReceipt(text, log);
  if (found.outcome !== 'passed') {
    return { found, isLaterKnown: false, voided: undefined, isDrawn: false };
  }
  const outcome = findSaleOutcome(log, sale);
  const voided = outcome.kind === 'voided' ? VoidReason.safeParse(outcome.reason).data : undefined;
  return {
    found,
    isLaterKnown: outcome.kind !== 'voided' || voided !== undefined,
    voided,
    isDrawn: outcome.kind === 'drawn',
  };
}
