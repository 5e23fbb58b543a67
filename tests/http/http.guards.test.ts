import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const guards: Record<string, Guard> = {
  'the check of where a request comes from': {
    file: 'services/raffle/http/same-site.ts',
    guard: 'if (isFromOwnSite(request, publicUrl)) return next();',
    without: 'if (isFromOwnSite(request, publicUrl) || request) return next();',
    test: 'tests/http/cross-site.test.ts',
    match: '*Sec-Fetch-Site cross-site is*',
  },
  'the check of the session’s epoch': {
    file: 'services/raffle/http/sessions.ts',
    guard: ' || account.epoch !== session.epoch',
    without: '',
    test: 'tests/http/sign-in.test.ts',
    match: 'signing out*',
  },
  'the replay of a purchase': {
    file: 'services/raffle/domain/decide.ts',
    guard: 'if (before.length === command.quantity) return replay(before);',
    without: '',
    test: 'tests/http/idempotency.test.ts',
    match: 'a purchase repeated*',
  },
  'the check of whose key it is': {
    file: 'services/raffle/domain/decide.ts',
    guard: ' && ticket.account === command.account',
    without: '',
    test: 'tests/http/purchases.test.ts',
    match: '*sees only its own tickets',
  },
  'the secrecy of the winner': {
    file: 'services/raffle/http/views.ts',
    guard: 'status: raffle.status,',
    without: 'status: raffle.status, winner: { ticketNumber: 1 },',
    test: 'tests/http/secrecy.test.ts',
    match: 'before the draw*',
  },
  'the end of a deleted raffle’s streams': {
    file: 'services/raffle/http/live-stream.ts',
    guard: 'store.watchDeletions((id) => this.#end(id)),',
    without: '',
    test: 'tests/http/live-stream.test.ts',
    match: '*deleted rehearsal end*',
  },
  'the look for the key of an order among all openings': {
    file: 'services/raffle/http/raffle-ids.ts',
    guard: 'return earlier?.raffle ?? id ??',
    without: 'return id ?? earlier?.raffle ??',
    test: 'tests/identity/admin-request.retry.test.ts',
    match: '*opens one raffle, whatever*',
  },
  'the look whether somebody awaits a rehearsal': {
    file: 'services/raffle/http/rehearse.ts',
    guard: ' && isAwaited()',
    without: '',
    test: 'tests/http/rehearsals.test.ts',
    match: '*nobody waits for*',
  },
  'the first made-up buyer, who goes alone': {
    file: 'services/raffle/http/rehearse.ts',
    guard: 'let [start, end] = [0, 1];',
    without: 'let [start, end] = [0, groupSize];',
    test: 'tests/http/rehearsals.test.ts',
    match: 'an order given again*',
  },
  'the strictness of schemas': {
    file: 'services/raffle/contract/schemas.ts',
    guard: 'BuyTickets = z.strictObject({',
    without: 'BuyTickets = z.object({',
    test: 'tests/http/purchase-bodies.test.ts',
    match: '*a member userId*',
  },
  'the order of a reader’s first event': {
    file: 'services/raffle/http/live-stream.ts',
    guard: 'latest.version > current.version ? latest : current',
    without: 'current',
    test: 'tests/http/live-stream.races.test.ts',
    match: 'a change that overtakes*',
  },
  'the end of connections while draining': {
    file: 'services/raffle/http/listen.ts',
    guard: 'setInterval(() => server.closeIdleConnections(), limits.drainCheckMs)',
    without: 'setInterval(() => undefined, limits.drainCheckMs)',
    test: 'tests/http/shutdown.test.ts',
    match: 'a purchase whose body*',
  },
  'the silence about mail that failed': {
    file: 'services/raffle/http/routes/sign-in.ts',
    guard: 'request.log.error(whyNotMailed(error),',
    without: 'request.log.error({ err: error },',
    test: 'tests/identity/smtp.test.ts',
    match: 'a mail that cannot be sent*',
  },
};

for (const [name, guard] of Object.entries(guards)) {
  test(`the tests of the door fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
