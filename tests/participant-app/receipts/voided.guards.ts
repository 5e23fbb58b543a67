import type { Guard } from '../../support/guards/guard.ts';

const voided = { test: 'tests/participant-app/receipts/voided.test.tsx' };

export const guards: Record<string, Guard> = {
  'the sale in the order of the draw': {
    ...voided,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: 'later?.isDrawn === true && winners',
    without: 'winners',
    match: 'the receipt of an earlier*',
  },
  'the void beside a valid receipt': {
    ...voided,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: '{later?.voided !== undefined && (',
    without: '{later?.voided === null && (',
    match: 'the receipt of an earlier*',
  },
  'the comparison of the receipt with the log': {
    ...voided,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: "later.found.outcome !== 'passed'",
    without: "later.found.outcome === 'not-checked'",
    match: 'a log without*',
  },
  'the evidence of a ticket that the log denies': {
    ...voided,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: 'const isEvidence = !isValid || isContradicted;',
    without: 'const isEvidence = !isValid;',
    match: 'a log without*',
  },
  'no green mark beside a denial': {
    ...voided,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: 'isValid && (isContradicted || later?.voided !== undefined)',
    without: 'isValid && later?.voided !== undefined',
    match: 'a log without*',
  },
  'no green mark beside a void': {
    ...voided,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: 'isValid && (isContradicted || later?.voided !== undefined)',
    without: 'isValid && isContradicted',
    match: 'the receipt of an earlier*',
  },
  'the bound on the log that is downloaded': {
    ...voided,
    file: 'participant-app/features/receipts/look-up-sale.ts',
    guard: 'if (version > entriesMax)',
    without: 'if (version > 10 * entriesMax)',
    match: 'of a very long log*',
  },
  'the voided tickets in the list': {
    ...voided,
    file: 'participant-app/features/receipts/MyTickets.tsx',
    guard: '{voided.map(',
    without: '{voided.slice(99).map(',
    match: 'my tickets name*',
  },
  'the voided ticket that is not shown as a ticket': {
    ...voided,
    file: 'participant-app/features/receipts/shown-tickets.ts',
    guard: 'if (voided.has(sale)) continue;',
    without: '',
    match: 'my tickets name*',
  },
  'the receipts by sale': {
    ...voided,
    file: 'participant-app/features/receipts/receipt-store.ts',
    guard: 'texts[sale] ??=',
    without: 'texts[number] ??=',
    match: 'a number that was voided*',
  },
  'the texts that an earlier version stored': {
    ...voided,
    file: 'participant-app/features/receipts/receipt-storage.ts',
    guard: "typeof value === 'string' ? { number: Number(sale), text: value } : value",
    without: 'value',
    match: 'receipts that an earlier*',
  },
};
