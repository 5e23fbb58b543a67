import type { DrawnRaffleView, OpenRaffleView } from '#contract/raffles.ts';
import type { MyTickets } from '#contract/tickets.ts';
import {
  dashboardState,
  drawnRaffle,
  holding,
  known,
  raffleView,
  signedIn,
  type Changes,
} from './fixtures.ts';
import { keptReceipts } from './receipts.ts';
import type { GalleryState } from './StaticDashboard.tsx';

/** A raffle about which its organiser has said everything, like those of most schools. */
export function fairRaffle(changes: Changes = {}): OpenRaffleView {
  return raffleView({
    title: 'Summer fair raffle',
    sold: 13,
    prizes: [
      { title: 'A weekend hamper' },
      { title: 'A tin of biscuits' },
      { title: 'Two cinema tickets' },
      { title: 'A book' },
    ],
    reserves: 2,
    closesAt: '2031-06-21T15:00:00.000Z',
    claimBy: '2031-07-01T16:00:00.000Z',
    notice: {
      organiser: 'Hillside School',
      contact: 'office@hillside.example.org',
      purpose: 'New goals for the playground',
      price: { amount: 200, currency: 'GBP' },
      payment: 'Pay in cash at the stall.',
      place: 'The school hall',
      drawAt: '2031-06-21T17:00:00.000Z',
      licence: 'Registered with Riverside Council, LN/2031/0042',
      terms: 'Tickets cannot be exchanged for money. Winners are told by e-mail.',
    },
    ...changes,
  });
}

const picture = new URL('./picture.png', import.meta.url).href;

/** The same raffle with a picture. */
export const fairWithPicture = fairRaffle({ notice: { ...fairRaffle().notice, picture } });

const fair = fairRaffle();
const dearer = fairRaffle({
  rules: 14,
  notice: { ...fair.notice, price: { amount: 300, currency: 'GBP' } },
});
/** The same raffle after its draw, with a prize that was passed on. */
export const fairDrawn: DrawnRaffleView = {
  ...drawnRaffle(42),
  ...fair,
  status: 'drawn',
  sold: 58,
  remaining: 42,
  prizes: [
    { title: 'A weekend hamper', state: 'drawn', ticketNumber: 42 },
    { title: 'A tin of biscuits', state: 'claimed', ticketNumber: 43 },
    {
      title: 'Two cinema tickets',
      state: 'drawn',
      ticketNumber: 7,
      passedOn: [{ ticketNumber: 12, reason: 'unclaimed' }],
    },
    { title: 'A book', state: 'unawarded' },
  ],
};
const wonTwo: MyTickets = {
  ...holding([42, 43], true),
  prizes: [
    { prize: 1, title: 'A weekend hamper', ticketNumber: 42, state: 'drawn' },
    { prize: 2, title: 'A tin of biscuits', ticketNumber: 43, state: 'claimed' },
  ],
};
/** The same tickets before they are paid. */
export function unpaid(holdings: MyTickets): MyTickets {
  const tickets = holdings.tickets.map(({ paid: _paid, ...ticket }) => ticket);
  return { ...holdings, tickets };
}

/** States of a raffle with prizes, a price and dates. */
export const eventStates: readonly GalleryState[] = [
  { name: 'event', state: dashboardState({ live: known(fairRaffle()) }) },
  { name: 'event-with-picture', state: dashboardState({ live: known(fairWithPicture) }) },
  {
    name: 'confirm',
    state: dashboardState({
      live: known(fairRaffle()),
      asked: { quantity: 1, seen: fairRaffle() },
    }),
  },
  {
    name: 'rules-changed',
    state: dashboardState({
      live: known(dearer),
      asked: { quantity: 1, seen: fairRaffle() },
    }),
  },
  {
    name: 'not-paid',
    state: dashboardState({
      live: known(fairRaffle()),
      viewer: signedIn(unpaid(holding([42]))),
      receipts: keptReceipts([42]),
    }),
  },
  {
    name: 'won-not-paid',
    state: dashboardState({ live: known(fairDrawn), viewer: signedIn(unpaid(wonTwo)) }),
  },
  {
    name: 'passed-on',
    state: dashboardState({
      live: known({
        ...drawnRaffle(42),
        prizes: [
          {
            title: 'Prize',
            state: 'claimed',
            ticketNumber: 42,
            passedOn: [{ ticketNumber: 17, reason: 'declined' }],
          },
        ],
      }),
      viewer: signedIn(holding([17], false)),
    }),
  },
  {
    name: 'won-several',
    state: dashboardState({ live: known(fairDrawn), viewer: signedIn(wonTwo) }),
  },
];
