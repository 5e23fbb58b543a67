import type { Guard } from '../support/guards/guard.ts';

const proof = (name: string) => `services/raffle/proof/${name}.ts`;
const requests = { test: 'tests/proof/audit-requests.test.ts' };
const never = 'if (false as boolean) {';

export const guards: Record<string, Guard> = {
  'the number of tickets that a desk sale asked for': {
    ...requests,
    file: proof('audit-request-bodies'),
    guard: 'if (quantity !== records.length) {',
    without: never,
    match: '*desk tickets than requested',
  },
  'the numbers that a void asked for': {
    ...requests,
    file: proof('audit-request-bodies'),
    guard: 'if (requested.delete(entry.number)) continue;',
    without: 'requested.delete(entry.number); continue;',
    match: '*more tickets than named',
  },
  'the numbers that a void left out': {
    ...requests,
    file: proof('audit-request-bodies'),
    guard: 'if (left === undefined || last === undefined) return;',
    without: 'return;',
    match: '*only some of the tickets named',
  },
  'the reason that a void asked for': {
    ...requests,
    file: proof('audit-request-bodies'),
    guard: 'if (entry.reason !== reason) {',
    without: never,
    match: '*a void for another reason*',
  },
  'the change that was requested': {
    ...requests,
    file: proof('audit-request-bodies'),
    guard: 'if (changed !== undefined && !isRequested)',
    without: 'if (false as boolean)',
    match: '*an amendment that was not requested',
  },
  'the comparison of the entry with the body': {
    ...requests,
    file: proof('audit-request-bodies'),
    guard:
      'if (tryCanonicalJson(normalize(actual)) === tryCanonicalJson(normalize(requested))) return;',
    without: 'return;',
    match: '*than requested*',
  },
  'the one use of a request': {
    ...requests,
    file: proof('audit-requests'),
    guard: 'if (used.has(operatorSignature.base)) throw',
    without: 'if (false as boolean) throw',
    match: '*a request that is used again',
  },
  'the one time of a request’s entries': {
    ...requests,
    file: proof('audit-requests'),
    guard: 'if (entry.at !== before.entry.at) throw',
    without: 'if (false as boolean) throw',
    match: '*one request for entries of different times',
  },
  'the path of a request': {
    ...requests,
    file: proof('audit-requests'),
    guard: 'if (signed === value) continue;',
    without: 'continue;',
    match: '*a claim of another prize than requested',
  },
  'the operator of every entry': {
    ...requests,
    file: proof('audit-signatures'),
    guard: 'record.operatorSignature === null && record.place > 0 && !isScheduled',
    without: 'false',
    match: '*a desk sale that no operator requested',
  },
  'the scheduled closing without a signature': {
    ...requests,
    file: proof('audit-log'),
    guard: "entry.cause === 'schedule' && order !== null",
    without: 'false',
    match: '*a scheduled closing with an operator’s signature*',
  },
  'the scheduled closing that a running service owes': {
    file: proof('audit-times'),
    guard: 'if (lateMs <= closingDelayMsMax)',
    without: 'if (true as boolean)',
    test: 'tests/proof/scheduled-closing.test.ts',
    match: 'a log without its scheduled closing*',
  },
  'the patience with a closing that is just due': {
    file: proof('audit-times'),
    guard: 'const closingDelayMsMax = 60_000;',
    without: 'const closingDelayMsMax = 0;',
    test: 'tests/proof/scheduled-closing.test.ts',
    match: 'a log without its scheduled closing*',
  },
  'the void of this sale, not of an earlier one of the number': {
    file: proof('audit-sale'),
    guard: 'for (let later = index + 1; later < log.size; later += 1) {',
    without: 'for (let later = 0; later < log.size; later += 1) {',
    test: 'tests/proof/sale-outcome.test.ts',
    match: 'findSaleOutcome() finds the void*',
  },
  'the sale that the order names': {
    file: proof('audit-sale'),
    guard: "membersOf(item)['sale'] === index",
    without: "membersOf(item)['ticketNumber'] === number",
    test: 'tests/proof/sale-outcome.test.ts',
    match: 'findSaleOutcome() tells*',
  },
  'the draw record of the same log': {
    file: proof('bundle'),
    guard: 'const isUnchanged = sizeOf(await source.checkpoint()) === sizeOf(checkpoint);',
    without: 'const isUnchanged = true as boolean;',
    test: 'tests/proof/saved-log.test.ts',
    match: '*a prize was claimed between*',
  },
  'the holder’s first ticket in the order': {
    file: proof('assign-prizes'),
    guard: 'onePrizePerPerson === true ? firstOfEachHolder(order) : [...order]',
    without: '[...order]',
    test: 'tests/proof/assign-prizes.test.ts',
    match: 'assignPrizes() gives a ticket*',
  },
  'the later tickets of an ineligible holder': {
    file: proof('assign-prizes'),
    guard: "if (reason === 'ineligible') {",
    without: never,
    test: 'tests/proof/assign-prizes.test.ts',
    match: 'assignPrizes() gives a ticket*',
  },
  'the tickets that were picked already': {
    file: proof('draw-order'),
    guard: 'position += 1;',
    without: 'position += 0;',
    test: 'tests/proof/sealed-draw.test.ts',
    match: 'orderPicks() takes*',
  },
  'the shares of the seal, one for each pick': {
    file: proof('sealed-draw'),
    guard: 'if (r.length !== drawLength) {',
    without: never,
    test: 'tests/proof/sealed-draw.test.ts',
    match: 'a commitment binds*',
  },
};
