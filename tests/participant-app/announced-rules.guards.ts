import type { Guard } from '../support/guards/guard.ts';

const announced = { test: 'tests/participant-app/announced-rules.test.tsx' };

export const guards: Record<string, Guard> = {
  'the prize that was handed over': {
    file: 'participant-app/shared/situation.ts',
    guard: "mine.prizes.every(({ state }) => state === 'claimed')",
    without: 'false',
    test: 'tests/participant-app/announced-rules.test.tsx',
    match: 'a winner whose prize was handed over*',
  },
  'the prize that was passed on from the viewer': {
    ...announced,
    file: 'participant-app/shared/situation.ts',
    guard: '.filter(({ ticketNumber }) => numbers.includes(ticketNumber));',
    without: '.slice(0, 0);',
    match: 'the holder of a drawn ticket*',
  },
  'the facts before the purchase': {
    ...announced,
    file: 'ui/event/EventHead.tsx',
    guard: '{ label: words.salesEnd, at: isOnSale ? closesAt : undefined },',
    without: '',
    match: 'before they buy*',
  },
  'the price of all chosen tickets': {
    ...announced,
    file: 'participant-app/features/purchase/buy-button.ts',
    guard: 'const amount = price.amount * quantity;',
    without: 'const { amount } = price;',
    match: 'beside the button*',
  },
  'the voided tickets': {
    ...announced,
    file: 'participant-app/features/receipts/MyTickets.tsx',
    guard: '{voided.map(',
    without: '{voided.slice(0, 0).map(',
    match: 'a voided ticket*',
  },
  'the tickets after a void': {
    ...announced,
    file: 'participant-app/features/session/use-viewer.ts',
    guard: 'useRefetchAfterVoids(raffle?.sold, raffleId);',
    without: '',
    match: 'a void of my ticket*',
  },
  'the tickets after a forfeit': {
    ...announced,
    file: 'participant-app/features/session/use-viewer.ts',
    guard: 'accountId, resultVersion]',
    without: 'accountId, hasResult]',
    match: 'a prize that comes*',
  },
  'the required details': {
    ...announced,
    file: 'participant-app/features/session/asked-details.ts',
    guard: "asked[name] === 'required' && (known[name] ?? '').trim() === ''",
    without: 'false',
    match: 'a name that*',
  },
  'the prize that was passed on': {
    ...announced,
    file: 'ui/event/PrizeResults.tsx',
    guard: '{words.passedOn(ticketNumber, reason)}',
    without: "{reason === 'declined' && ticketNumber}",
    match: 'a list of prizes*',
  },
  'the prize that was collected': {
    ...announced,
    file: 'ui/event/PrizeResults.tsx',
    guard: 'words.prizeState[prize.state]',
    without: 'words.prizeState.drawn',
    match: 'a list of prizes*',
  },
  'the changed rules before they are accepted': {
    ...announced,
    file: 'participant-app/features/purchase/PurchaseProvider.tsx',
    guard: 'if (isStale && (await hasNewRules())) setAsked({ quantity, seen });',
    without: 'if (isStale && (await hasNewRules())) void buy(quantity, raffle);',
    match: 'changed rules are shown*',
  },
  'the old values of amended rules': {
    ...announced,
    file: 'participant-app/features/live/Amendments.tsx',
    guard: '`${after} ${words.was(before)}`',
    without: '`${after}${before && ""}`',
    match: 'rules that changed after a sale*',
  },
};
