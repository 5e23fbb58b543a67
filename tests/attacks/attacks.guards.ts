import type { Guard } from '../support/guards/guard.ts';

const races = { test: 'tests/attacks/operator-races.test.ts' };
const killed = { test: 'tests/attacks/killed-commands.test.ts' };
const channels = { test: 'tests/attacks/all-channels.test.ts' };

export const guards: Record<string, Guard> = {
  'the secret of a link in log lines': {
    file: 'services/raffle/http/operations/log-requests.ts',
    guard: ".replace(claimToken, '$1…')",
    without: '',
    test: 'tests/attacks/claim-links.test.ts',
    match: 'the secret of a link*',
  },
  'the decoding of a path before its secret is removed': {
    file: 'services/raffle/http/operations/log-requests.ts',
    guard: 'decodePath(path).replace',
    without: 'path.replace',
    test: 'tests/attacks/claim-links.test.ts',
    match: 'the secret of a link*',
  },
  'the pattern of telephone numbers': {
    file: 'services/raffle/contract/details-request.ts',
    guard: '^(?=.*\\d)\\+?[\\d ()/.-]*$',
    without: '^\\+?[\\d ()/.-]*\\d[\\d ()/.-]*$',
    test: 'tests/contract/details-request.test.ts',
    match: 'a telephone number as long as a body*',
  },
  'the characters of an address': {
    file: 'services/raffle/contract/raffle-requests.ts',
    guard: '[^\\s\\p{C}<>"]+$/u',
    without: '.+$/su',
    test: 'tests/http/new-raffles.test.ts',
    match: 'rules that contradict*',
  },
  'the limit in a rush on all channels': {
    ...channels,
    file: 'services/raffle/domain/buy-tickets.ts',
    guard: 'held.length + quantity > perPersonLimit',
    without: 'quantity > perPersonLimit',
    match: 'one person*',
  },
  'the person of an address at the desk': {
    ...channels,
    file: 'services/raffle/http/admin/sales-routes.ts',
    guard: 'holder: pseudonyms.holder(raffleId, pseudonyms.person(canonicalMailbox(mailbox))),',
    without: 'holder: pseudonyms.holder(raffleId, pseudonyms.person(mailbox)),',
    match: 'one person*',
  },
  'the capacity in a rush on all channels': {
    ...channels,
    file: 'services/raffle/domain/buy-tickets.ts',
    guard: 'if (quantity > remaining) {',
    without: 'if (quantity > remaining + capacity) {',
    match: 'hundreds of buyers*',
  },
  'the end of sales in a rush': {
    ...channels,
    file: 'services/raffle/stores/due-closings.ts',
    guard: 'if (closing === undefined) {',
    without: 'if (closing === undefined || raffle.status === "open") {',
    match: 'buyers, a stall and voids*',
  },
  'the comparison of the rules in a race': {
    ...races,
    file: 'services/raffle/domain/buy-tickets.ts',
    guard: 'if (rules !== undefined && rules !== raffle.rulesIndex) {',
    without: 'if (rules !== undefined && rules > raffle.rulesIndex) {',
    match: 'a purchase under the rules*',
  },
  'the rules that are final in a race': {
    ...races,
    file: 'services/raffle/domain/amend-raffle.ts',
    guard: 'if (open.pool.saleCount > 0) requireAmendable(open, changes);',
    without: 'requireAmendable(open, { ...changes, notice: open.rules.notice ?? null });',
    match: 'a purchase under the rules*',
  },
  'the one draw in a race': {
    ...races,
    file: 'services/raffle/domain/close-and-draw.ts',
    guard: "if (opened.status === 'drawn') {\n    throw",
    without:
      "if (opened.status === 'drawn') {\n    if (command.at !== '') return { entries: [opened.drawn], replayed: true };\n    throw",
    match: 'of draws by two operators*',
  },
  'the claim that protects a prize in a race': {
    ...races,
    file: 'services/raffle/domain/prizes.ts',
    guard: 'if (drawn.claims.some((claim) => claim.prize === prize)) {',
    without: 'if (drawn.claims.some((claim) => claim.prize > 20 + prize)) {',
    match: 'a prize that is claimed*',
  },
  'the key of a sale at the desk after a crash': {
    ...killed,
    file: 'services/raffle/domain/sell-at-desk.ts',
    guard: 'if (before.length > 0) return { entries: before, replayed: true };',
    without: '',
    match: '*many sales at the desk*',
  },
  'the key of a void after a crash': {
    ...killed,
    file: 'services/raffle/domain/void-tickets.ts',
    guard: 'if (before.length > 0) return { entries: before, replayed: true };',
    without: '',
    match: '*many voids*',
  },
  'the key of an amendment after a crash': {
    ...killed,
    file: 'services/raffle/domain/amend-raffle.ts',
    guard: 'if (before.length > 0) return { entries: before, replayed: true };',
    without: '',
    match: '*many amendments*',
  },
  'the key of a forfeit after a crash': {
    ...killed,
    file: 'services/raffle/domain/prizes.ts',
    guard: "findRepeated(opened, operatorSignature, 'prize-forfeited')",
    without: "findRepeated(opened, null, 'prize-forfeited')",
    match: '*many forfeits*',
  },
  'the seller in the key of a sale': {
    file: 'services/raffle/http/admin/sales-routes.ts',
    guard: 'digestIdempotencyKey(`${keyid} ${idempotencyKey}`)',
    without: 'digestIdempotencyKey(`${keyid === "" ? "" : idempotencyKey}`)',
    test: 'tests/attacks/claim-links.test.ts',
    match: 'two sellers*',
  },
  'the markup in mails': {
    file: 'services/raffle/mail/raffle-mails/mail-content.ts',
    guard: '${escapeHtml(value)}</td>',
    without: '${value}</td>',
    test: 'tests/attacks/markup.test.ts',
  },
  'the markup of mails in the development mailbox': {
    file: 'services/raffle/http/pages/dev-mailbox.ts',
    guard: '${escapeHtml(text)}</p>',
    without: '${text}</p>',
    test: 'tests/attacks/markup.test.ts',
  },
};
