import type { Guard } from '../support/guards/guard.ts';
import { rule } from './rule-guard.ts';

export const guards: Record<string, Guard> = {
  'a rule that was amended after the buyer saw it': rule(
    'buy-tickets.ts',
    'if (rules !== undefined && rules !== raffle.rulesIndex) {',
    'if (rules === -1) {',
    ['sales', 'decide() refuses a purchase under rules*'],
  ),
  'the limit across channels': rule(
    'buy-tickets.ts',
    'held.length + quantity > perPersonLimit',
    'quantity > perPersonLimit',
    ['sales', 'decide() counts tickets bought online*'],
  ),
  'the limit, for any sequence of commands': rule(
    'buy-tickets.ts',
    'held.length + quantity > perPersonLimit',
    'quantity > perPersonLimit',
    ['invariants', '*no holder has more valid tickets*'],
  ),
  'the capacity, for any sequence of commands': rule(
    'buy-tickets.ts',
    'if (quantity > remaining) {',
    'if (quantity > remaining + capacity) {',
    ['invariants', '*valid tickets are at most*'],
  ),
  'the slots that are free': rule(
    'buy-tickets.ts',
    'if (!used.has(slot)) slots.push(slot);',
    'slots.push(slot);',
    ['invariants', '*have the same slot*'],
  ),
  'the announced opening': rule(
    'buy-tickets.ts',
    'if (rules.opensAt === undefined || at >= rules.opensAt) return;',
    'return;',
    ['times', 'decide() sells from the announced time*'],
  ),
  'the announced end': rule(
    'buy-tickets.ts',
    '(rules.closesAt !== undefined && at >= rules.closesAt)',
    'false',
    ['times', 'decide() sells nothing at or after*'],
  ),
  'the refusal of sales in a cancelled raffle': rule(
    'buy-tickets.ts',
    "if (status === 'cancelled') {",
    "if (status === 'drawn') {",
    ['sales', 'decide() sells nothing in a cancelled*'],
  ),
  'the first tickets of a repeated purchase after a void': rule(
    'buy-tickets.ts',
    '.salesOf(holder)\n    .map(({ ticket }) => ticket)',
    '.of(holder)',
    ['sales', 'decide() gives a repeated purchase*'],
  ),
  'the tickets of a repeated desk sale': rule(
    'sell-at-desk.ts',
    'if (before.length > 0) return { entries: before, replayed: true };',
    '',
    ['sales', 'decide() answers a repeated desk sale*'],
  ),
  'the lowest free number': rule(
    'sales-history.ts',
    'this.#free.lowest === undefined ? [] : this.#free.lowestOf(quantity)',
    '[]',
    ['sales', 'decide() sells the lowest free numbers*'],
  ),
  'the number that a sale must take': rule(
    'sales-history.ts',
    'if (ticket.number !== (free ?? this.numberCount + 1)) {',
    'if (ticket.number < 1) {',
    ['sales', 'evolve() refuses the sale of another number*'],
  ),
  'the refusal of a number that is not sold': rule(
    'void-tickets.ts',
    "if (sale === undefined) return [{ number, fault: 'is not sold, or is voided already' }];\n    return sale.index < soldBefore",
    'return sale === undefined || sale.index < soldBefore',
    ['sales', 'decide() voids all of the numbers*'],
  ),
  'the refusal of a number that is named twice': rule(
    'void-tickets.ts',
    "if (isRepeated) return [{ number, fault: 'is named twice' }];",
    '',
    ['sales', 'decide() voids all of the numbers*'],
  ),
  'the refusal of a number above the capacity': rule(
    'void-tickets.ts',
    'number < 1 || number > rules.capacity',
    'number < 1',
    ['sales', 'decide() voids all of the numbers*'],
  ),
  'the refusal of a number that was sold again': rule(
    'void-tickets.ts',
    'return sale.index < soldBefore',
    'return sale.index >= 0',
    ['sales', 'decide() voids no ticket that was sold after*'],
  ),
  'the refusal of voids after the closing': rule(
    'void-tickets.ts',
    'const { pool, rules } = requireOpen(opened);',
    'const { pool, rules } = opened;',
    ['sales', 'decide() voids nothing after*'],
  ),
  'the first answer of a repeated void': rule(
    'void-tickets.ts',
    'if (before.length > 0) return { entries: before, replayed: true };',
    '',
    ['sales', 'decide() answers a repeated void*'],
  ),
  'the voids that a snapshot does not see': rule(
    'pool.ts',
    'const isValid = (voidOf.get(sale) ?? Infinity) >= this.#voidCount;',
    'const isValid = !voidOf.has(sale);',
    ['pool', 'voiding a ticket returns a new pool*'],
  ),
  'the later voids of a holder': rule(
    'pool.ts',
    'place < this.#voidCount ? voids[place] : undefined',
    'voids[place]',
    ['pool', 'voiding a ticket returns a new pool*'],
  ),
  'the sales that a snapshot does not see': rule(
    'pool.ts',
    'while (sale !== undefined && sale >= this.#saleCount) sale = earlierSales.get(sale);',
    '',
    ['pool', 'a number that was sold twice*'],
  ),
  'the copy of a history that went on': rule(
    'pool.ts',
    'return isNewest ? this.#history : this.#copy().#history;',
    'return this.#history;',
    ['pool', 'two pools that continue*'],
  ),
  'the order by number of a pool with gaps': rule(
    'pool.ts',
    'if (this.#voidCount > 0) this.#numbers ??=',
    'if (this.#voidCount < 0) this.#numbers ??=',
    ['pool', 'a pool with gaps*'],
  ),
  'the rules before an amendment': rule(
    'as-of.ts',
    'if (rulesIndex < version) return',
    'if (rulesIndex <= version) return',
    ['as-of', 'asOf() returns*'],
  ),
  'the later sales of a holder': rule('pool.ts', '.filter((sale) => sale < this.#saleCount)', '', [
    'pool',
    '*',
  ]),
  'the amendments that came later': rule(
    'as-of.ts',
    '({ index }) => index < version',
    '({ index }) => index <= version',
    ['as-of', 'asOf() returns*'],
  ),
};
