import type { Guard } from '../support/guards/guard.ts';
import { rule } from './rule-guard.ts';

export const guards: Record<string, Guard> = {
  'the one draw': rule(
    'close-and-draw.ts',
    "throw new RuleBroken('already-drawn', 'The prizes are drawn already. There is no second draw.');",
    'return { entries: [drawn], replayed: false };',
    ['decide', 'decide() never draws twice'],
  ),
  'the tickets that are left for each pick': rule(
    'close-and-draw.ts',
    'selectWinner(ticketCount - pick, randomInt)',
    'selectWinner(ticketCount - length + 1, randomInt)',
    ['close-and-draw', 'decide() draws one ticket per prize*'],
  ),
  'the uniform order': rule(
    'close-and-draw.ts',
    'selectWinner(ticketCount - pick, randomInt)',
    'selectWinner(ticketCount - length + 1, randomInt)',
    ['draw-distribution', 'with crypto.randomInt*'],
  ),
  'the number of tickets drawn': rule(
    'close-and-draw.ts',
    'const wanted = prizes.length + reserves;',
    'const wanted = prizes.length;',
    ['close-and-draw', 'decide() draws one ticket per prize*'],
  ),
  'the number of tickets that a seal draws': rule(
    'close-and-draw.ts',
    'if (indexes.length !== drawLength(pool.size, rules)) {',
    'if (indexes.length === 0) {',
    ['close-and-draw', 'decide() refuses a seal that draws*'],
  ),
  'the sale of a drawn number': rule(
    'close-and-draw.ts',
    'sale: drawn.index',
    'sale: ticketNumber',
    ['close-and-draw', 'decide() draws the valid sale*'],
  ),
  'the key of another claim': rule(
    'prizes.ts',
    "const before = findRepeated(opened, operatorSignature, 'prize-claimed');",
    'const before: PrizeClaimed[] = [];',
    ['prizes', 'decide() refuses the key of another claim'],
  ),
  'the ticket that holds the prize': rule(
    'prizes.ts',
    'if (holder?.ticketNumber === ticketNumber) return;',
    'return;',
    ['prizes', 'decide() refuses a claim or forfeit of a ticket*'],
  ),
  'the prize that exists': rule(
    'prizes.ts',
    'if (raffle.rules.prizes[prize - 1] === undefined) {',
    'if (prize < 1) {',
    ['prizes', 'decide() refuses a claim or forfeit of a prize*'],
  ),
  'the draw before a claim': rule(
    'prizes.ts',
    "if (raffle.status === 'drawn') return raffle;",
    'return raffle as never;',
    ['prizes', 'decide() refuses a claim or forfeit before*'],
  ),
  'the prize that was claimed': rule(
    'prizes.ts',
    'if (drawn.claims.some((claim) => claim.prize === prize)) {',
    'if (drawn.claims.length > 99) {',
    ['prizes', 'decide() never forfeits a prize*'],
  ),
  'the time until which prizes can be claimed': rule(
    'prizes.ts',
    "if (reason === 'unclaimed') requireClaimsEnded(drawn, prize, at);",
    '',
    ['prizes', 'decide() forfeits a prize as unclaimed only*'],
  ),
  'a time to claim that was not announced': rule(
    'prizes.ts',
    'if (claimBy === undefined) {',
    'if (claimBy === undefined) return;\n  if (at === prize.toString()) {',
    ['prizes', 'decide() forfeits no prize as unclaimed*'],
  ),
  'the time that a reserve has to claim': rule(
    'prizes.ts',
    'forfeits.findLast((forfeit) => forfeit.prize === prize)?.at ?? drawn.at',
    'drawn.at',
    ['prizes', 'decide() gives a reserve*'],
  ),
  'the time to claim after a late draw': {
    file: 'services/raffle/proof/assign-prizes.ts',
    guard: 'if (heldSince < claimBy) return claimBy;',
    without: 'if (heldSince !== "") return claimBy;',
    test: 'tests/domain/prizes.test.ts',
    match: 'decide() gives a ticket drawn at or after*',
  },
  'the repeated claim': rule(
    'prizes.ts',
    'if (earlier.length > 0) return { entries: earlier, replayed: true };',
    '',
    ['prizes', 'decide() records a claim*'],
  ),
  'the first answer of a repeated forfeit': rule(
    'prizes.ts',
    "const before = findRepeated(opened, operatorSignature, 'prize-forfeited');",
    'const before: PrizeForfeited[] = [];',
    ['prizes', 'decide() answers a repeated forfeit*'],
  ),
  'the first ticket of a holder': {
    file: 'services/raffle/proof/assign-prizes.ts',
    guard: 'onePrizePerPerson === true ? firstOfEachHolder(order) : [...order]',
    without: '[...order]',
    test: 'tests/domain/prize-invariants.test.ts',
    match: '*no ticket wins two prizes*',
  },
};
