import type { RaffleStory } from './raffle-story.ts';
import { fairStoryWithPrizes } from './sealed-log.ts';
import {
  opens,
  closes,
  late,
  dayTwo,
  open,
  scheduled,
  drawn,
  first,
  second,
  reserve,
} from './rule-stories.ts';

/** Logs that keep every rule, each up to a place where a rule is nearly broken. */
export const honestStories: Readonly<Record<string, RaffleStory>> = {
  'an announced raffle': open({ opensAt: opens, closesAt: closes }),
  'a cancelled raffle': open().sell('ann').cancel(),
  'a raffle cancelled before it opens': open({ opensAt: opens }).cancel(),
  'a raffle closed with no ticket': open().close(),
  'a raffle with a time closed with no ticket': open({ closesAt: closes }).close(),
  'a sold-out raffle closed before its time': scheduled().sell('cem', 2).close(),
  'a sold-out raffle drawn before its time': scheduled().sell('cem', 2).draw({}, { closes: true }),
  'a raffle whose tickets were all voided': scheduled().void([1, 2]).at(closes).close('schedule'),
  'a sale at opensAt': open({ opensAt: opens }).at(opens).sell('ann'),
  'a sale just before closesAt': scheduled().at('2026-03-08T17:59:59.999Z').sell('cem'),
  'a scheduled closing days late': scheduled().at('2026-03-20T00:00:00.000Z').close('schedule'),
  'a raffle amended to drand': open()
    .amend({ randomness: 'drand', chainHash: '11'.repeat(32) })
    .amend({ randomness: 'local', chainHash: null })
    .sell('ann'),
  'rules amended away': scheduled({ notice: { place: 'Hall', terms: 'None' } })
    .amend({ notice: { terms: 'None' }, title: 'Fair' })
    .amend({ closesAt: late }),
  'a limit used again after a void': open().sell('ann', 2).void([2]).sell('ann'),
  'a desk raffle': open()
    .sellAtDesk('a', 2)
    .sellAtDesk('b')
    .void([1, 3], 'refunded')
    .sellAtDesk('c'),
  'prizes handed over': drawn().claim(1, first).claim(2, second),
  'a reserve promoted': drawn().forfeit(1, first, 'declined').claim(1, reserve),
  'a prize unawarded': drawn({ reserves: 0 }).forfeit(1, first, 'ineligible'),
  'an unclaimed forfeit at claimBy': drawn({ claimBy: dayTwo })
    .at(dayTwo)
    .forfeit(1, first, 'unclaimed'),
  'a reserve that did not claim for a day': drawn({ claimBy: dayTwo })
    .at(dayTwo)
    .forfeit(1, first, 'unclaimed')
    .at('2026-03-03T00:00:00.000Z')
    .forfeit(1, reserve, 'unclaimed'),
  'a draw announced for the end of sales': open({
    closesAt: closes,
    claimBy: late,
    notice: { drawAt: closes },
  }),
  'a school fair': fairStoryWithPrizes(),
  'a local school fair': fairStoryWithPrizes({ randomness: 'local' }),
};
