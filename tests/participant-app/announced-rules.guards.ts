import type { Guard } from '../support/guards/guard.ts';

const announced = { test: 'tests/participant-app/announced-rules.test.tsx' };

export const guards: Record<string, Guard> = {
  'the facts before the purchase': {
    ...announced,
    file: 'participant-app/features/live/About.tsx',
    guard: '[about.salesEnd, time(closesAt)],',
    without: '',
    match: 'before they buy*',
  },
  'the price of all chosen tickets': {
    ...announced,
    file: 'participant-app/features/purchase/BuyPanel.tsx',
    guard: 'money(price.amount * quantity, price.currency)',
    without: 'money(price.amount, price.currency)',
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
  'the prize that was collected': {
    ...announced,
    file: 'ui/PrizeList.tsx',
    guard: 'return words.prizeClaimed(prize.title, prize.ticketNumber);',
    without: 'return words.prizeOf(prize.title, prize.ticketNumber);',
    match: 'a list of prizes*',
  },
};
