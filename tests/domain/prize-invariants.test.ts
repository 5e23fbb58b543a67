import { findWinners } from '../../services/raffle/domain/prizes.ts';
import { holds } from '../support/log-properties.ts';

holds('there is at most one draw, after the closing', (_, { log }) => {
  const draws = log.filter(({ type }) => type === 'raffle-drawn');
  const closing = log.findIndex(({ type }) => type === 'raffle-closed');
  const drawing = log.findIndex(({ type }) => type === 'raffle-drawn');
  return draws.length <= 1 && (drawing === -1 || (closing !== -1 && closing < drawing));
});

holds('the order is of distinct valid tickets, each with its sale and its position', (places) =>
  places.every(({ entry, valid, sales, rules }) => {
    if (entry.type !== 'raffle-drawn') return true;
    const numbers = [...valid.keys()].toSorted((left, right) => left - right);
    const { order, ticketCount } = entry;
    return (
      ticketCount === numbers.length &&
      order.length === Math.min(numbers.length, rules.prizes.length + rules.reserves) &&
      new Set(order.map(({ ticketNumber }) => ticketNumber)).size === order.length &&
      order.every(
        ({ index, ticketNumber, holder, sale }) =>
          numbers[index] === ticketNumber &&
          valid.get(ticketNumber)?.holder === holder &&
          sales.get(ticketNumber) === sale,
      )
    );
  }),
);

holds(
  'a prize is claimed or forfeited by the ticket that holds it, and never forfeited once claimed',
  (_, { log, states }) =>
    states.every((state) => {
      if (state.status !== 'drawn') return true;
      const next = log[state.version];
      if (next?.type !== 'prize-claimed' && next?.type !== 'prize-forfeited') return true;
      const isClaimed = state.claims.some(({ prize }) => prize === next.prize);
      return findWinners(state)[next.prize - 1]?.ticketNumber === next.ticketNumber && !isClaimed;
    }),
);

const dayMs = 24 * 60 * 60 * 1000;

holds('a prize is forfeited as unclaimed at claimBy, or a day after it was got later', (places) =>
  places.every(({ entry, rules: { claimBy = '9' } }, index) => {
    if (entry.type !== 'prize-forfeited' || entry.reason !== 'unclaimed') return true;
    const got = places.slice(0, index).findLast(({ entry: { type, ...facts } }) => {
      return (
        type === 'raffle-drawn' ||
        ('prize' in facts && type === 'prize-forfeited' && facts.prize === entry.prize)
      );
    })!.entry.at;
    const wasLate = got >= claimBy;
    return entry.at >= claimBy && (!wasLate || Date.parse(entry.at) - Date.parse(got) >= dayMs);
  }),
);

holds('no ticket wins two prizes, and with one prize per person no holder does', (_, { states }) =>
  states.every((state) => {
    if (state.status !== 'drawn') return true;
    const winners = findWinners(state).filter((winner) => winner !== undefined);
    const people = new Set(winners.map(({ holder }) => holder));
    const isOnePerPerson = state.rules.onePrizePerPerson === true;
    return (
      new Set(winners.map(({ ticketNumber }) => ticketNumber)).size === winners.length &&
      (!isOnePerPerson || people.size === winners.length)
    );
  }),
);
