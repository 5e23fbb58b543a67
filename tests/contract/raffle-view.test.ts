import test from 'ava';
import { RaffleView, winningNumbers } from '#contract/raffles.ts';
import { Rehearsed } from '#contract/tickets.ts';
import {
  announcedRaffle,
  cancelledRaffle,
  closedRaffle,
  drawnRaffle,
  raffleView,
} from '../../participant-app/gallery/fixtures.ts';

test('a raffle view is parsed in each of its statuses', (t) => {
  for (const view of [
    announcedRaffle(),
    raffleView(),
    closedRaffle(),
    drawnRaffle(17),
    cancelledRaffle(),
  ]) {
    t.deepEqual(RaffleView.parse(view), view);
  }
});

test('a drawn raffle without its prizes, time or closing is not a raffle view', (t) => {
  for (const missing of ['prizes', 'drawnAt', 'closedAt'] as const) {
    const view: Partial<ReturnType<typeof drawnRaffle>> = drawnRaffle(17);
    delete view[missing];
    t.false(RaffleView.safeParse(view).success, missing);
  }
});

test('a raffle that is not drawn has no winner, and an unknown status is refused', (t) => {
  const { winner } = drawnRaffle(17);
  for (const view of [raffleView(), closedRaffle()]) {
    t.deepEqual(RaffleView.parse({ ...view, winner }), view);
  }
  t.false(RaffleView.safeParse({ ...raffleView(), status: 'paused' }).success);
});

test('the reply to a rehearsal order has the members of every status and the number taken', (t) => {
  const view = drawnRaffle(17);
  t.deepEqual(Rehearsed.parse({ ...view, taken: 5 }), { ...view, taken: 5 });
  t.false(Rehearsed.safeParse(view).success);
});

test('a prize that is not awarded has no ticket, and a drawn one has', (t) => {
  const [title, ticketNumber] = ['Bicycle', 17];
  const view = drawnRaffle(ticketNumber);
  const parse = (prize: object) => RaffleView.safeParse({ ...view, prizes: [prize] }).success;
  t.true(parse({ title, state: 'claimed', ticketNumber }));
  t.true(parse({ title, state: 'unawarded' }));
  t.false(parse({ title, state: 'drawn' }));
  t.false(parse({ title, ticketNumber }));
  t.false(parse({ title, state: 'forfeited', ticketNumber }));
});

test('an announced raffle has the time at which sales begin, and a cancelled one its reason', (t) => {
  const { opensAt: _, ...announced } = announcedRaffle();
  const { cancelReason: __, ...cancelled } = cancelledRaffle();
  t.false(RaffleView.safeParse(announced).success);
  t.false(RaffleView.safeParse(cancelled).success);
});

test('winningNumbers() lists the tickets that hold a prize, in the order of the prizes', (t) => {
  const prizes = [
    { title: 'Bicycle', state: 'claimed' as const, ticketNumber: 17 },
    { title: 'Hamper', state: 'unawarded' as const },
    { title: 'Book', state: 'drawn' as const, ticketNumber: 3 },
  ];
  t.deepEqual(winningNumbers({ ...drawnRaffle(17), prizes }), [17, 3]);
});
