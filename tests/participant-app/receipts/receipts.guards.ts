import type { Guard } from '../../support/guards/guard.ts';

const receipts = { test: 'tests/participant-app/receipts/receipts.test.tsx' };
const notValid = { test: 'tests/participant-app/receipts/receipts-not-valid.test.tsx' };
const checked = { test: 'tests/participant-app/receipts/check-receipt.test.tsx' };
const store = 'participant-app/features/receipts/receipt-store.ts';

export const guards: Record<string, Guard> = {
  'that sales to others do not make the page of a link read again': {
    file: 'participant-app/app/ClaimPage.tsx',
    guard: 'raffle && raffle.version - raffle.sold',
    without: 'raffle?.version',
    test: 'tests/participant-app/receipts/claim-page.test.tsx',
    match: 'sales to others*',
  },
  'the tickets that are not paid': {
    test: 'tests/participant-app/receipts/receipt-states.test.tsx',
    file: 'participant-app/shared/UnpaidNote.tsx',
    guard: 'return tickets.filter(({ paid }) => paid !== true);',
    without: 'return tickets.slice(0, 0);',
    match: 'state receipt-not-paid*',
  },
  'the paid tickets left out of those that are not': {
    test: 'tests/participant-app/receipts/receipt-states.test.tsx',
    file: 'participant-app/shared/UnpaidNote.tsx',
    guard: 'return tickets.filter(({ paid }) => paid !== true);',
    without: 'return tickets;',
    match: 'state receipt-of-a-fair*',
  },
  'the signature of the checkpoint in a printed code': {
    ...checked,
    file: 'participant-app/features/receipts/restore-receipt.ts',
    guard: "if (!isSigned(checkpoint, key)) return { kind: 'not-signed' };",
    without: '',
    match: 'a printed code with another root*',
  },
  'the size of the log in a printed code': {
    ...checked,
    file: 'participant-app/features/receipts/receipt-link.ts',
    guard: ' || Number(sale) >= Number(size)',
    without: '',
    match: 'a printed code of an entry that*',
  },
  'the inclusion proof of a printed code': {
    ...checked,
    file: 'participant-app/features/receipts/restore-receipt.ts',
    guard: 'verifyReceipt(parseReceipt(text), key);',
    without: 'parseReceipt(text); void key;',
    match: 'a printed code whose entry*',
  },
  'that a shorter log denies a printed code': {
    ...checked,
    file: 'participant-app/features/receipts/restore-receipt.ts',
    guard: "error.code === 'invalid-request'",
    without: "error.code === 'not-found'",
    match: 'a printed code of a log*',
  },
  'the comparison of the receipt’s number and sale': {
    ...notValid,
    file: 'participant-app/features/receipts/check-receipt.ts',
    guard: 'return read.number === number && read.facts.index === sale',
    without: 'return read.number !== 0',
    match: 'a valid receipt of*',
  },
  'the account in the storage key of receipts': {
    ...receipts,
    file: 'participant-app/features/receipts/receipt-storage.ts',
    guard: 'encodeURIComponent(accountId)',
    without: "encodeURIComponent(accountId === '' ? accountId : 'any')",
    match: 'another account in the same browser*',
  },
  'the deletion of the account after a session has ended': {
    ...receipts,
    file: 'participant-app/features/receipts/ReceiptsProvider.tsx',
    guard: "if (viewer.status === 'signed-out') last.clear();",
    without: '',
    match: 'after a session has*',
  },
  'the deletion at sign-out': {
    ...receipts,
    file: 'participant-app/features/session/SessionProvider.tsx',
    guard: "if (viewer.status === 'signed-in') onSignedOut(viewer.account.id);",
    without: "if (viewer.status === 'signed-in') onSignedOut(serviceUrl);",
    match: 'signing out deletes the*',
  },
  'the comparison with the key seen first': {
    ...notValid,
    file: store,
    guard: 'if (this.#state.logKey === undefined) this.#trust',
    without: 'this.#head.clear(); this.#trust(seen); if (seen === undefined) this.#trust',
    match: 'a log with another key*',
  },
  'the message about another key': {
    ...notValid,
    file: store,
    guard: 'logKey !== undefined && logKey !== seen',
    without: 'logKey !== undefined && logKey === undefined && logKey !== seen',
    match: 'a log with another key*',
  },
  'the second request before a ticket counts as denied': {
    ...notValid,
    file: store,
    guard: 'return new Set(without(unlisted, [...mine.tickets, ...mine.voided]));',
    without: 'return new Set(mine === undefined ? [] : unlisted);',
    match: 'a ticket list that*',
  },
  'the check that a denial needs a valid receipt': {
    ...notValid,
    file: store,
    guard: "receiptVerdict(each) === 'passed'",
    without: "receiptVerdict(each) !== 'not-checked'",
    match: 'an invalid receipt does*',
  },
  'the stored receipt that is never replaced': {
    ...receipts,
    file: store,
    guard: 'if (!this.#state.receipts.has(ticket.sale)) await this.#fetch(ticket);',
    without: 'await this.#fetch(ticket);',
    match: 'the receipt of a*',
  },
  'the button that saves a receipt that is not valid': {
    ...checked,
    file: 'participant-app/app/CheckReceiptPage.tsx',
    guard: '{isEvidence && saveRow(words.saveEvidence)}',
    without: '',
    match: 'a changed receipt is not valid',
  },
};
