export const shell = {
  appName: 'Raffle admin',
  skip: 'Skip to the page',
  navigation: 'Main',
  raffles: 'Raffles',
  people: 'People',
  desk: 'Sell tickets',
  notices: 'Notices',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  unknown: 'There is no such page',
  toRaffles: 'To the raffles',
  bothAddresses: (service: string, page: string) =>
    `The service at ${service} accepts this app only at the address in its RAFFLE_ADMIN_URL. This page is at ${page}. If the two differ, open the app at that address.`,
  loading:
    'Still loading this part of the app. If it does not appear, check your connection and reload the page.',
  fault: {
    title: 'The app has stopped',
    text: 'An error in the app ended this page. Your last action may have been carried out: reload the page and check before you repeat it.',
    reload: 'Reload the page',
    report: 'If it happens again, send this message to the person who runs the service:',
  },
  config: {
    title: 'This app does not know its service',
    missing: (address: string) => `There is no ${address}, or it does not answer.`,
    wrong: (address: string) => `${address} does not say where the raffle service is.`,
    'same-origin': (address: string) =>
      `${address} names the origin of this page. The app holds signing keys, so it must have an origin of its own.`,
    example: 'Put the file beside this page. It names the origin of the service, like this:',
  },
};
