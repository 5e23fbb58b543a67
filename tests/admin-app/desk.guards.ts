import type { Guard } from '../support/guards/guard.ts';

const desk = {
  test: 'tests/admin-app/desk.test.tsx',
  file: 'admin-app/features/desk/use-desk-sale.ts',
};
const tabs = { ...desk, test: 'tests/admin-app/desk-tabs.test.tsx' };

export const guards: Record<string, Guard> = {
  'the request that is stored with its key': {
    ...tabs,
    guard: ', readRequest: (value) => DeskSaleRequest.safeParse(value).data',
    without: '',
    match: 'a sale without an answer is finished*',
  },
  'the storage that all tabs share': {
    ...tabs,
    guard: "{ where: 'localStorage', readRequest",
    without: '{ readRequest',
    match: 'a sale without an answer is finished*',
  },
  'the stored tickets': {
    ...desk,
    guard: 'shown.save({ sale, request });',
    without: '',
    match: 'tickets that were sold are shown again*',
  },
  'the repetition of an unanswered sale': {
    ...desk,
    guard: 'const timer = setTimeout(onTime, hasFailed ? timings.pollMs : 0);',
    without: 'const timer = 0;',
    match: 'a sale that never arrived*',
  },
  'the key of a repeated sale': {
    ...tabs,
    guard: '    repeat();',
    without: '    run(unanswered);',
    match: 'a sale whose answer another tab*',
  },
  'the sale known before the page shows it': {
    ...desk,
    guard: ' || isMade.current',
    without: '',
    match: 'a press that comes with*',
  },
  'the address compared before a seller is led to the desk': {
    test: 'tests/admin-app/seller.test.tsx',
    file: 'admin-app/features/desk/SellerHome.tsx',
    guard: ' && location.hash === address',
    without: '',
    match: 'a link that was pressed before*',
  },
  'the news from another tab': {
    test: tabs.test,
    file: 'admin-app/shared/use-idempotent-mutation.ts',
    guard: "window.addEventListener('storage', update);",
    without: '',
    match: 'another tab shows*',
  },
  'the removal of stored sales at sign-out': {
    test: 'tests/admin-app/people.test.tsx',
    file: 'admin-app/shared/session/session.tsx',
    guard: "clearStorage('raffle-');",
    without: '',
    match: 'this device can be signed out*',
  },
  'the pages that a seller does not see': {
    test: 'tests/admin-app/seller.test.tsx',
    file: 'admin-app/app/AdminApp.tsx',
    guard:
      'if (isSeller && !sellerPages.has(route.page)) return <LazySellerHome address={address} />;',
    without: '',
    match: 'a seller who opens #/raffles/spring/audit*',
  },
  'the number left shown only before and during sales': {
    test: 'tests/admin-app/desk.test.tsx',
    file: 'admin-app/features/desk/DeskPage.tsx',
    guard:
      "{(raffle.status === 'open' || raffle.status === 'announced') && <Left raffleState={state} />}",
    without: '<Left raffleState={state} />',
    match: 'after the sales no number*',
  },
};
