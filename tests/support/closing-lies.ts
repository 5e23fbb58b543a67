import type { Json } from '#proof/canonical-json.ts';
import { RaffleStory, type Entry } from './raffle-story.ts';
import { fairStory } from './sealed-log.ts';
import {
  dayTwo,
  open,
  scheduled,
  closed,
  twoPrizes,
  drawn,
  first,
  second,
  reserve,
  type RuleLie,
  lie,
} from './rule-stories.ts';

/** Every rule of schema 2 about closing, drawing and prizes, broken. */
export const closingLies: readonly RuleLie[] = [
  // The closing
  lie('a sale after the closing', 'closing', open().sell('ann').close().sell('bob')),
  lie('a second closing', 'closing', closed().close()),
  lie('a closing before its announced time', 'closing', scheduled().close()),
  lie(
    'a draw before the announced end of sales',
    'closing',
    scheduled().draw({}, { closes: true }),
    3,
  ),
  lie(
    'a scheduled closing before its time',
    'closing',
    scheduled().at('2026-03-08T17:59:59.999Z').close('schedule'),
  ),
  lie('a scheduled closing without a time', 'closing', open().sell('ann').close('schedule')),
  lie('a closing by a draw of nothing', 'closing', open().close('draw')),
  lie('a closing by a draw that does not follow', 'draw', open().sell('ann').close('draw')),
  lie(
    'a draw later than the closing that it caused',
    'draw',
    open().sell('ann').close('draw').draw(),
    2,
  ),
  lie('a wrong count', 'closing', open().sell('ann').close('order', { ticketCount: 2 })),

  // Cancelling
  lie('a sale after a cancellation', 'closing', open().cancel().sell('ann')),
  lie('a closing after a cancellation', 'closing', open().sell('ann').cancel().close()),
  lie('a draw after a cancellation', 'closing', open().sell('ann').cancel().draw()),
  lie('an amendment after a cancellation', 'closing', open().cancel().amend({ title: 'Again' })),
  lie('a second cancellation', 'closing', open().cancel().cancel()),
  lie(
    'a cancelled sealed raffle',
    'closing',
    open({ randomness: 'drand' }).sell('ann').close().cancel(),
  ),
  lie('a cancelled drawn raffle', 'closing', drawn().cancel()),

  // The draw
  lie('a draw without a closing', 'closing', open().sell('ann').draw()),
  lie('a second draw', 'draw', drawn().draw()),
  lie(
    'another order than the formula’s',
    'reveal',
    resealed((order) => [order[1]!, order[0]!, ...order.slice(2)]),
  ),
  lie(
    'an order that is too short',
    'draw',
    resealed((order) => order.slice(1)),
  ),
  lie(
    'a ticket drawn twice',
    'draw',
    resealed((order) => [order[0]!, ...order.slice(0, -1)]),
  ),
  lie('an order with another ticket’s number', 'draw', altered({ ticketNumber: 3 })),
  lie('an order with another holder', 'draw', altered({ holder: 'eve' })),
  lie('an order with an earlier sale of the number', 'draw', earlierSale()),
  lie('an order outside the pool', 'draw', altered({ index: 40 })),
  lie('an order of all tickets where fewer are due', 'draw', tooLong()),
  lie('another chain than announced', 'seal', sealedToAnother()),

  // Prizes
  lie('a claim before the draw', 'prizes', closed(twoPrizes).claim(1, first)),
  lie('a prize given to the wrong ticket', 'prizes', drawn().claim(1, second)),
  lie('a prize that does not exist', 'prizes', drawn().claim(3, reserve)),
  lie('a prize given to a reserve before it is forfeited', 'prizes', drawn().claim(1, reserve)),
  lie(
    'a skipped reserve',
    'prizes',
    drawn({ reserves: 2 }).forfeit(1, first, 'declined').claim(1, 2),
  ),
  lie('a prize claimed twice', 'prizes', drawn().claim(1, first).claim(1, first)),
  lie('a claim after the forfeit', 'prizes', drawn().forfeit(1, first, 'declined').claim(1, first)),
  lie(
    'a forfeit of a claimed prize',
    'prizes',
    drawn().claim(1, first).forfeit(1, first, 'ineligible'),
  ),
  lie('a forfeit by another ticket', 'prizes', drawn().forfeit(1, second, 'declined')),
  lie(
    'a forfeit twice',
    'prizes',
    drawn().forfeit(1, first, 'declined').forfeit(1, first, 'declined'),
  ),
  lie(
    'a forfeit of an unawarded prize',
    'prizes',
    drawn({ reserves: 0 }).forfeit(1, first, 'declined').forfeit(1, reserve, 'declined'),
  ),
  lie(
    'an unclaimed forfeit before claimBy',
    'prizes',
    drawn({ claimBy: dayTwo }).forfeit(1, first, 'unclaimed'),
  ),
  lie(
    'an unclaimed forfeit of a reserve at once',
    'prizes',
    drawn({ claimBy: dayTwo })
      .at(dayTwo)
      .forfeit(1, first, 'unclaimed')
      .at('2026-03-02T23:59:59.000Z')
      .forfeit(1, reserve, 'unclaimed'),
  ),
  lie(
    'an unclaimed forfeit at once after a late draw',
    'prizes',
    closed({ ...twoPrizes, claimBy: dayTwo })
      .at(dayTwo)
      .draw()
      .forfeit(1, first, 'unclaimed'),
  ),
  lie('an unclaimed forfeit without claimBy', 'prizes', drawn().forfeit(1, first, 'unclaimed')),
  lie('a second prize for one person', 'prizes', secondPrize()),
  lie('a prize to another ticket of an ineligible holder', 'prizes', ineligibleAgain()),
];

/** Draws, and changes the order without changing the reveal. */
function resealed(change: (order: readonly Json[]) => Json[]): RaffleStory {
  const story = fairStory();
  const { entry, request } = story.told.pop()!;
  story.told.push({
    entry: { ...entry, order: change(entry['order'] as readonly Json[]) },
    request,
  });
  return story;
}

function altered(change: Entry): RaffleStory {
  return resealed(([item, ...rest]) => [{ ...(item as Entry), ...change }, ...rest]);
}

/** Ticket 2 was sold, voided and sold again. */
function earlierSale(): RaffleStory {
  return resealed((order) =>
    order.map((item) => {
      const ticket = item as Entry;
      return ticket['ticketNumber'] === 2 ? { ...ticket, sale: 3 } : ticket;
    }),
  );
}

function tooLong(): RaffleStory {
  const story = closed();
  return story.draw({ order: [0, 1, 2, 3].map((index) => story.drawnTicket(index)) });
}

function sealedToAnother(): RaffleStory {
  return new RaffleStory({ randomness: 'drand', chainHash: '11'.repeat(32) }).sell('ann').close();
}

/** With one prize per person the second ticket of the first winner is passed over. */
function secondPrize(): RaffleStory {
  const story = open({ prizes: ['a', 'b'], reserves: 1, onePrizePerPerson: true }).sell('ann', 2);
  story.sell('bob').close();
  const order = [0, 1, 2].map((index) => story.drawnTicket(index));
  return story.draw({ order }).claim(2, 2);
}

function ineligibleAgain(): RaffleStory {
  const story = open({ prizes: ['a'], reserves: 2 })
    .sell('ann', 2)
    .sell('bob')
    .close();
  const order = [0, 1, 2].map((index) => story.drawnTicket(index));
  return story.draw({ order }).forfeit(1, 1, 'ineligible').claim(1, 2);
}
