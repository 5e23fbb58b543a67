import type { Guard } from '../support/guards/guard.ts';
import { rule } from './rule-guard.ts';

export const guards: Record<string, Guard> = {
  'the key of a request of another kind': rule(
    'decision.ts',
    'if (repeated.length < earlier.length) throw keyReused();',
    '',
    ['operator-requests', 'decide() refuses a key that was used for another kind, whatever*'],
  ),
  'the key of a request of the same kind with another body': rule(
    'decision.ts',
    'if (first !== undefined && !isSameIntent(first.operatorSignature, now)) throw keyReused();',
    '',
    ['operator-requests', 'decide() repeats its answer to*'],
  ),
  'the key of a draw that belongs to another request': rule(
    'close-and-draw.ts',
    'if (last !== undefined && !isSealer) throw keyReused();',
    '',
    ['operator-requests', 'decide() refuses a key that was used for another kind*'],
  ),
  'the snapshot that another one has outgrown': rule(
    'operator-requests.ts',
    'if (this.#count > 0 && entries.length === this.#count) return this.#history;',
    'if (this.#count > 0) return this.#history;',
    ['operator-requests', 'a raffle remembers the requests of its own log*'],
  ),
  'the key of another cancellation': rule(
    'cancel-raffle.ts',
    "const before = findRepeated(opened, operatorSignature, 'raffle-cancelled');",
    'const before: RaffleCancelled[] = [];',
    ['times', 'decide() cancels a raffle before*'],
  ),
  'the rules that are final after a sale': rule(
    'amend-raffle.ts',
    'if (open.pool.saleCount > 0) requireAmendable(open, changes);',
    '',
    ['amend-raffle', 'decide() refuses to change*'],
  ),
  'a sale that was voided': rule(
    'amend-raffle.ts',
    'if (open.pool.saleCount > 0) requireAmendable(open, changes);',
    'if (open.pool.size > 0) requireAmendable(open, changes);',
    ['amend-raffle', 'decide() refuses to change*'],
  ),
  'the end that is only put off': rule('amend-raffle.ts', 'closesAt < rules.closesAt', 'false', [
    'amend-raffle',
    'decide() refuses to change*',
  ]),
  'the end that was announced before the first sale': rule(
    'amend-raffle.ts',
    'rules.closesAt === undefined ||',
    '',
    ['amend-raffle', 'decide() refuses to announce an end*'],
  ),
  'the notices that are final after a sale': rule(
    'amend-raffle.ts',
    "const finalNotices = ['price', 'purpose', 'organiser', 'terms', 'askFor'] as const;",
    "const finalNotices = ['price', 'purpose', 'terms', 'askFor'] as const;",
    ['amend-raffle', 'decide() refuses to change notice.organiser*'],
  ),
  'the amendment that changes nothing': rule(
    'amend-raffle.ts',
    'if (Object.keys(changes).length === 0) return { entries: [], replayed: false };',
    '',
    ['amend-raffle', 'decide() drops members*'],
  ),
  'the refusal of amendments after the closing': rule(
    'amend-raffle.ts',
    'const open = requireOpen(opened);',
    'const open = opened as never as OpenRaffle;',
    ['amend-raffle', 'decide() amends nothing after*'],
  ),
  'the first answer of a repeated amendment': rule(
    'amend-raffle.ts',
    'if (before.length > 0) return { entries: before, replayed: true };',
    '',
    ['amend-raffle', 'decide() answers a repeated amendment*'],
  ),
  'the check of amended rules': rule(
    'amend-raffle.ts',
    'requireConsistentRules(applyChanges(open.rules, changes), { at, before: open.rules });',
    '',
    ['amend-raffle', 'decide() refuses an amendment that contradicts*'],
  ),
  'the check of the rules of a new raffle': rule(
    'decide.ts',
    'requireConsistentRules(facts, { at: facts.at });',
    '',
    ['amend-raffle', 'decide() refuses to open a raffle*'],
  ),
  'a time that has passed': rule('consistent-rules.ts', 'time > at) return;', 'true) return;', [
    'amend-raffle',
    'decide() refuses to open a raffle*',
  ]),
  'a time that was set before': rule('consistent-rules.ts', 'time === before ||', '', [
    'amend-raffle',
    'decide() amends a raffle whose opening*',
  ]),
  'the order of two times': rule(
    'consistent-rules.ts',
    'earlier < time) return;',
    'true) return;',
    ['amend-raffle', 'decide() refuses to open a raffle*'],
  ),
  'the draw that is not announced before sales end': rule(
    'consistent-rules.ts',
    "requireOrder(['closesAt', closesAt], ['notice.drawAt', drawAt]);",
    '{}',
    ['amend-raffle', 'decide() refuses to open a raffle*'],
  ),
  'the draw that is announced for the end of sales': rule(
    'consistent-rules.ts',
    'if (drawAt !== closesAt) ',
    '',
    ['amend-raffle', 'decide() opens a raffle that is drawn when sales end'],
  ),
  'the reserves that one prize per person needs': rule(
    'consistent-rules.ts',
    'if (reserves < reservesMin) {',
    'if (reserves < 0) {',
    ['amend-raffle', 'decide() requires no more than 50*'],
  ),
  'the chain that changes with the randomness only': rule(
    'amend-raffle.ts',
    'randomness === rules.randomness\n',
    'false\n',
    ['amend-raffle', 'decide() changes the chain only*'],
  ),
  'the time of the last entry': rule(
    'decision.ts',
    'return at > lastAt ? at : lastAt;',
    'return at;',
    ['times', 'decide() never writes a time*'],
  ),
  'the order of times in a log': rule(
    'raffle.ts',
    'if (isOpened(raffle) && lastAt < raffle.lastAt) throw outOfOrder(raffle, entry);',
    '',
    ['times', 'evolve() refuses an entry that is earlier*'],
  ),
  'the closing that is not due': rule(
    'close-and-draw.ts',
    'if (at < raffle.rules.closesAt) return undefined;',
    '',
    ['times', 'closeIfDue() closes a raffle at*'],
  ),
  'the closing before the announced end': rule(
    'close-and-draw.ts',
    'if (closesAt === undefined || at >= closesAt) return;',
    'return;',
    ['times', 'decide() refuses to close or draw*'],
  ),
  'a sale after which the announced end stands': rule(
    'close-and-draw.ts',
    'if (pool.saleCount === 0 || pool.size >= capacity) return;',
    'if (pool.size === 0 || pool.size >= capacity) return;',
    ['times', 'decide() refuses to close or draw*'],
  ),
  'the closing of a raffle that is sold out': rule(
    'close-and-draw.ts',
    'if (pool.saleCount === 0 || pool.size >= capacity) return;',
    'if (pool.saleCount === 0) return;',
    ['times', 'decide() closes before the announced end*'],
  ),
  'the refusal to cancel after the closing': rule(
    'cancel-raffle.ts',
    'decisionTime(requireOpen(opened), command.at)',
    'decisionTime(opened, command.at)',
    ['times', 'decide() cancels a raffle*'],
  ),
};
