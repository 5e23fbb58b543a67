import type { Guard } from '../support/guards/guard.ts';

const oneClick = {
  test: 'tests/participant-app/one-click.test.tsx',
  file: 'participant-app/features/purchase/purchase-controller.ts',
};

export const guards: Record<string, Guard> = {
  'the synchronous guard': {
    ...oneClick,
    file: 'services/raffle/contract/idempotent-mutation.ts',
    guard: 'if (this.#isPending) return undefined;',
    without: '',
    match: 'two presses*',
  },
  'the tickets of a purchase before they are asked for': {
    test: 'tests/participant-app/purchases.test.tsx',
    file: 'participant-app/features/purchase/PurchaseProvider.tsx',
    guard: '    addPurchase(purchase);',
    without: '',
    match: 'a purchase counts at once*',
  },
  'the pause after a purchase': {
    ...oneClick,
    guard: 'const resting = { ...idle, isResting: true };',
    without: 'const resting = { ...idle };',
    match: 'a press shortly after*',
  },
  'the key kept for the intent': {
    ...oneClick,
    guard: 'storage: options.intents,',
    without: '',
    test: 'tests/participant-app/purchases.test.tsx',
    match: 'the key of an unanswered*',
  },
  'the refusal to send while offline': {
    ...oneClick,
    guard:
      'if (!isOnline() && !this.#mutation.isPending) return this.#fail(offline, request, wasUnknown);',
    without: '',
    match: 'a press while offline*',
  },
  'the comparison of logs that no purchase repeats': {
    file: 'participant-app/features/check/LogConsistencyProvider.tsx',
    guard: "['consistency', serviceUrl, raffleId, raffle?.status]",
    without: "['consistency', serviceUrl, raffleId, raffle?.version]",
    test: 'tests/participant-app/purchases.test.tsx',
    match: 'a purchase fetches the tickets again*',
  },
};
