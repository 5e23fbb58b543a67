import type { Guard } from '../support/guards/guard.ts';

export const guards: Record<string, Guard> = {
  'the consent before a name is on the projector': {
    file: 'admin-app/features/projector/use-winner-names.ts',
    guard: 'mayShowName === true &&',
    without: '',
    test: 'tests/admin-app/projector-prizes.test.tsx',
    match: '*not shown without consent',
  },
  'the last prize first': {
    file: 'admin-app/features/projector/DrawnScene.tsx',
    guard: 'prize={shown + 1}',
    without: 'prize={1}',
    test: 'tests/admin-app/projector-prizes.test.tsx',
    match: 'prizes are shown one by one*',
  },
  'the paid tickets left out of the void of unpaid ones': {
    file: 'admin-app/features/tickets/VoidUnpaid.tsx',
    guard: '(tickets ?? []).filter(({ paid }) => paid !== true)',
    without: '[...(tickets ?? [])]',
    test: 'tests/admin-app/payments.test.tsx',
    match: 'all unpaid tickets*',
  },
  'the sale before which a ticket must have been sold to be voided': {
    file: 'admin-app/features/tickets/use-void-tickets.ts',
    guard: ', soldBefore: lastSale + 1',
    without: '',
    test: 'tests/admin-app/payments.test.tsx',
    match: 'a number that was sold again*',
  },
  'the mark taken back when the service refuses it': {
    file: 'admin-app/features/tickets/use-payment-marks.ts',
    guard: 'known.setPaid(sale, paid === true);',
    without: '',
    test: 'tests/admin-app/payments.test.tsx',
    match: 'a mark that the service refuses*',
  },
  'the payments that others mark': {
    file: 'admin-app/features/tickets/use-payment-marks.ts',
    guard: 'if (isComplete && isStale && !isMarking) void known.reload();',
    without: '',
    test: 'tests/admin-app/payments.test.tsx',
    match: 'what a seller marks elsewhere*',
  },
  'the time to collect before a prize is passed on': {
    file: 'admin-app/features/draw/ForfeitPrize.tsx',
    guard: "each !== 'unclaimed' || isOver",
    without: 'true',
    test: 'tests/admin-app/prizes.test.tsx',
    match: 'until the announced time*',
  },
  'the tickets that were voided counted as sold': {
    file: 'admin-app/features/amend/AmendPage.tsx',
    guard: 'raffle.sold + voidedCount > 0',
    without: 'raffle.sold > 0',
    test: 'tests/admin-app/amend.test.tsx',
    match: 'a ticket that was voided*',
  },
  'the sums removed with the key': {
    file: 'admin-app/shared/service.tsx',
    guard: "'summary', ",
    without: '',
    test: 'tests/admin-app/tickets.test.tsx',
    match: 'the buyers are removed from the page and the cache*',
  },
};
