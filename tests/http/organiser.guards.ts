import type { Guard } from '../support/guards/guard.ts';

const times = 'tests/http/raffle-times.test.ts';
const voids = 'tests/http/voids.test.ts';
const desk = 'tests/http/desk-sales.test.ts';
const links = 'tests/http/desk-links.test.ts';
const views = 'services/raffle/http/raffles/views.ts';
const ticketViews = 'services/raffle/http/purchases/ticket-views.ts';
const operators = 'services/raffle/http/admin/operators.ts';
const sellers = { test: 'tests/identity/sellers.test.ts', match: 'a seller’s key is refused*' };

export const guards: Record<string, Guard> = {
  'the role of operators who may change': {
    file: operators,
    guard: "return this.#mutation(['admin'], handle);",
    without: "return this.#mutation(['admin', 'seller'], handle);",
    ...sellers,
  },
  'the role of operators who may read': {
    file: operators,
    guard: "requireRole(operator, ['admin', 'auditor']);",
    without: '',
    ...sellers,
  },
  'the role of operators who may sell': {
    file: operators,
    guard: "return this.#mutation(['admin', 'seller'], handle);",
    without: "return this.#mutation(['admin', 'seller', 'auditor'], handle);",
    test: desk,
    match: 'a seller may sell*',
  },
  'the state of the raffle as of a reply': {
    file: views,
    guard: 'const then = asOf(raffle, index + 1);',
    without: 'const then = index < 0 ? asOf(raffle, 1) : raffle;',
    test: voids,
    match: 'a void repeated*',
  },
  'the state of the raffle as of a purchase': {
    file: ticketViews,
    guard: 'const then = asOf(raffle, index + entries.length);',
    without: 'const then = raffle;',
    test: voids,
    match: 'a purchase repeated*',
  },
  'the old values of rules that changed since the first sale': {
    file: views,
    guard: '    ...viewAmendments(raffle),',
    without: '',
    test: 'tests/http/amendments.test.ts',
    match: 'the view names the rules that changed*',
  },
  'who saw the closing, in the text of a draw': {
    file: 'services/raffle/http/raffles/draw-view.ts',
    guard: '{ ...viewAwards(raffle), ...more }',
    without: '{ ...viewAwards(raffle) }',
    test: 'tests/http/witnesses.test.ts',
    match: 'a draw goes on*',
  },
  'the mark of a repeated draw': {
    file: operators,
    guard: "replayed ? ['idempotency-replayed', 'true'] : []",
    without: 'replayed ? [] : []',
    test: 'tests/identity/admin-request.retry.test.ts',
  },
  'the one order of a notice’s members': {
    file: views,
    guard: '{ notice: viewNotice(notice) }',
    without: '{ notice: notice ?? viewNotice(notice) }',
    test: 'tests/http/idempotency.test.ts',
    match: 'the first reply is repeated after other purchases*',
  },
  'the ETag of an announced raffle': {
    file: views,
    guard: '`${raffle.version}-announced`',
    without: '`${raffle.version}`',
    test: times,
    match: 'at opensAt*',
  },
  'the time of the last entry in the status': {
    file: views,
    guard: 'Math.max(now, Date.parse(lastAt))',
    without: 'Math.min(now, now + Date.parse(lastAt))',
    test: times,
    match: 'a clock that is set back*',
  },
  'the view that the stream sends when sales begin': {
    file: 'services/raffle/http/raffles/live-stream.ts',
    guard: 'schedule.subscribeToOpenings((raffle) => this.#changed(raffle)),',
    without: 'schedule.subscribeToOpenings(() => {}),',
    test: times,
    match: 'the stream sends the view again*',
  },
  'the MAC of a link': {
    file: 'services/raffle/identity/claim-tokens.ts',
    guard: 'isGenuine && ',
    without: '(isGenuine || token.length > 0) && index > 0 || ',
    test: links,
    match: 'a changed, invented*',
  },
  'the one spelling of a link': {
    file: 'services/raffle/identity/claim-tokens.ts',
    guard: ' && this.issue(raffleId, index) === token',
    without: '',
    test: links,
    match: 'a changed, invented*',
  },
  'the raffle in the MAC of a link': {
    file: 'services/raffle/identity/claim-tokens.ts',
    guard: '.update(`${raffleId}/${index}`)',
    without: '.update(`${index}`)',
    test: links,
    match: 'a changed, invented*',
  },
  'the address of tickets from the desk': {
    file: ticketViews,
    guard: 'ticket.buyer?.email === email',
    without: 'ticket.buyer?.email !== `${email} `',
    test: desk,
    match: 'the tickets of an address*',
  },
  'the sale by which a prize is won': {
    file: ticketViews,
    guard: 'indexes.has(ticket.sale)',
    without: '(indexes.has(ticket.sale) || sales.length > 0)',
    test: 'tests/http/prizes.test.ts',
    match: 'the first buyer of a number*',
  },
  'the few receipts that are made at a time': {
    file: 'services/raffle/http/purchases/claim-routes.ts',
    guard:
      'start += receiptsPerChunk) {\n    const some = sales.slice(start, start + receiptsPerChunk);',
    without: 'start += sales.length) {\n    const some = sales.slice(start);',
    test: 'tests/http/claims-of-many-tickets.test.ts',
    match: 'the receipts of a link*',
  },
  'the sale that a receipt is asked for': {
    file: 'services/raffle/http/purchases/ticket-routes.ts',
    guard: '.findLast(({ index }) => sale === 0 || index === sale)',
    without: '.findLast(({ index }) => sale === 0 || index > 0)',
    test: voids,
    match: 'each sale of a number*',
  },
  'the holder of a desk sale with an address': {
    file: 'services/raffle/http/admin/sales-routes.ts',
    guard: 'pseudonyms.holder(raffleId, pseudonyms.person(canonicalMailbox(mailbox)))',
    without: 'pseudonyms.holder(raffleId, pseudonyms.person(mailbox + canonicalMailbox(mailbox)))',
    test: desk,
    match: 'a desk sale to an e-mail address*',
  },
  'the details that are required': {
    file: 'services/raffle/http/purchases/ticket-routes.ts',
    guard: 'if (!decision.replayed) requireDetails(raffle, account);',
    without: 'if (decision.replayed) requireDetails(raffle, account);',
    test: 'tests/http/required-details.test.ts',
    match: '*is refused with their names*',
  },
  'the reply to a purchase of before': {
    file: 'services/raffle/http/purchases/ticket-routes.ts',
    guard: 'if (!decision.replayed) requireDetails(raffle, account);',
    without: 'requireDetails(raffle, account);',
    test: 'tests/http/required-details.test.ts',
    match: '*after the buyer has removed*',
  },
  'the refusal of HTML in texts': {
    file: 'services/raffle/contract/raffle-requests.ts',
    guard: '!/<[a-z/!?]/i.test(text)',
    without: 'text.length >= 0',
    test: 'tests/http/new-raffles.test.ts',
    match: 'rules that contradict*',
  },
  'the one form of times': {
    file: 'services/raffle/contract/raffle-requests.ts',
    guard: 'Number.isNaN(date.getTime()) ? text : date.toISOString()',
    without: 'text',
    test: 'tests/http/new-raffles.test.ts',
    match: 'a time is stored*',
  },
  'the signature that is sent once': {
    file: 'services/raffle/http/admin/audit-routes.ts',
    guard: 'if (operatorSignature.base === latest?.base) return latest.index;',
    without: '',
    test: voids,
    match: 'the audit bundle*',
  },
};
