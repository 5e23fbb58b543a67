export const shell = {
  appName: 'Raffle admin',
  skip: 'Skip to the page',
  navigation: 'Main',
  raffles: 'Raffles',
  keys: 'Keys',
  notices: 'Notices',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  unknown: 'There is no such page',
  toRaffles: 'To the raffles',
  bothAddresses: (service: string, page: string) =>
    `The service at ${service} answers this app only at the address it was told (RAFFLE_ADMIN_URL). This page is at ${page}: if that is another address, open the app there.`,
  coming:
    'This part of the app is still on its way. The page asks for it again by itself; if it does not come, check your connection and reload the page.',
  fault: {
    title: 'The app has stopped',
    orders:
      'A fault in the app itself ended this page. What was under way may have been done: reload the page and look before you do it again.',
    reload: 'Reload the page',
    report: 'If it stops again, tell whoever runs the service what it said:',
  },
  config: {
    title: 'This app does not know its service',
    missing: (address: string) => `There is no ${address}, or it does not answer.`,
    wrong: (address: string) => `${address} does not say where the raffle service is.`,
    'same-origin': (address: string) =>
      `${address} names the origin of this very page. The app holds keys, so it is served on an origin of its own.`,
    example: 'It belongs beside this page and names the origin of the service, like this:',
  },
};
