import type { Guard } from '../support/guards/guard.ts';

const store = {
  file: 'services/raffle/stores/lowdb/outbox-store.ts',
  test: 'tests/stores/outbox-store.test.ts',
};
const outbox = { file: 'services/raffle/mail/outbox.ts', test: 'tests/mail/outbox.test.ts' };
const failures = { ...outbox, test: 'tests/mail/outbox-failures.test.ts' };
const projector = {
  file: 'services/raffle/mail/mail-projector.ts',
  test: 'tests/faults/mail-power-cuts.test.ts',
};
const events = {
  file: 'services/raffle/mail/mail-events.ts',
  test: 'tests/mail/mail-events.test.ts',
};
const prizes = {
  file: 'services/raffle/mail/prize-mails.ts',
  test: 'tests/mail/prize-mails.test.ts',
};
const delivery = { test: 'tests/mail/raffle-mail-delivery.test.ts' };

export const guards: Record<string, Guard> = {
  'the prize that no other ticket gets': {
    ...prizes,
    guard: 'const isPassedOn = next !== undefined;',
    without: 'const isPassedOn = true;',
    match: 'a forfeit after which no ticket is left*',
  },
  'the mark of a desk sale that is paid': {
    ...events,
    guard: 'first.desk === true && first.paid === true ? { isPaid: true } : {}',
    without: '{}',
    match: 'the mail about a desk sale says whether*',
  },
  'the comparison of the position before mails are queued': {
    ...store,
    guard: 'const answer = isOn && isNext;',
    without: 'const answer = isOn;',
    match: 'the mails of a part of a log are queued once*',
  },
  'the position that is stored with the mails': {
    ...store,
    guard: 'update(raffles, entry.raffle, () => ({ next: entry.to }));',
    without: 'update(raffles, entry.raffle, () => ({}));',
    match: 'the mails of a part of a log are queued once*',
  },
  'the positions that are skipped when the outbox is turned on': {
    ...store,
    guard: 'next: { entry: size, offset: 0 }',
    without: 'next: logStart',
    match: 'after it is turned on again*',
  },
  'the mails that are dropped when the outbox is turned off': {
    ...store,
    guard: 'waiting.clear();',
    without: '',
    match: 'an outbox that is turned off*',
  },
  'the compaction of the outbox': {
    ...store,
    guard: 'entryCount > entriesMax',
    without: 'entryCount > 100 * entriesMax',
    match: 'the journal stays short*',
  },
  'the removal of a mail that was sent': {
    ...outbox,
    guard: "await store.settle(mail.id, 'sent');",
    without: '',
    match: 'mails are sent in the order*',
  },
  'the rate of the outbox': {
    ...outbox,
    guard: 'this.#gapMs());',
    without: '0);',
    match: 'no more mails are sent in a second*',
  },
  'the rate while the event loop is busy': {
    ...outbox,
    guard: 'isBusy ? ',
    without: 'false ? ',
    match: 'few mails are sent while*',
  },
  'the rate while the event loop is busy, which is not above the rate of the outbox': {
    ...outbox,
    guard: 'Math.min(busyPerSecondMax, perSecondMax)',
    without: 'busyPerSecondMax',
    match: 'a busy event loop does not raise*',
  },
  'the pause while the mail server fails': {
    ...failures,
    guard: 'this.#pauseAll(failure);',
    without: 'this.#work();',
    match: 'while the mail server cannot be reached*',
  },
  'the low rate after many temporary refusals': {
    ...failures,
    guard: 'return this.#failuresInRow >= outboxLimits.failuresInRowMax;',
    without: 'return false;',
    match: 'many temporary refusals*',
  },
  'the turns of first attempts and retries': {
    ...failures,
    guard: 'this.#fresh.length === 0 || (this.#isRetryNext && this.#due.length > 0)',
    without: 'this.#due.length > 0',
    match: 'a thousand mails*',
  },
  'the retries that do not slow down other mails': {
    ...failures,
    guard: "if (kind === 'server' || isFirst) ",
    without: '',
    match: 'a thousand mails*',
  },
  'the bound of the mails that are retried': {
    ...failures,
    guard: 'if (this.#isStopped || this.#isFull) return 0;',
    without: 'if (this.#isStopped) return 0;',
    match: 'a full outbox gives mails up*',
  },
  'the end of the retries that hold up later mails': {
    ...failures,
    guard: 'isHoldingUp ? fullLifetimeMs : lifetimeMs',
    without: 'lifetimeMs',
    match: 'a full outbox gives mails up*',
  },
  'the mails that are kept while the mail server refuses every one': {
    ...failures,
    guard: 'this.#isFull && !this.#isRefusing',
    without: 'this.#isFull',
    match: 'a full outbox keeps*',
  },
  'the mails that an earlier process left': {
    ...outbox,
    guard: 'this.#due = [...waiting.values()].map(',
    without: 'this.#due = [...waiting.values()].slice(1).map(',
    match: 'after a restart the mails that wait*',
  },
  'the retry of a mail that is refused for now': {
    ...failures,
    guard: "if (kind === 'later') return this.#tryLater(attempt, failure);",
    without: "if (kind === 'later') return this.#giveUp(attempt.mail, failure);",
    match: 'a mail that is refused for now is retried*',
  },
  'the growth of the delay of a retry': {
    ...failures,
    guard: 'firstMs * 2 ** Math.min(failures, 30)',
    without: 'firstMs',
    match: 'a mail that is refused for now is retried*',
  },
  'the end of the retries': {
    ...failures,
    guard: 'if (ageMs > (isHoldingUp ? fullLifetimeMs : lifetimeMs)) {',
    without: 'if (ageMs > (isHoldingUp ? fullLifetimeMs : Infinity)) {',
    match: 'a mail that is refused for now for three days*',
  },
  'the room of the outbox': {
    ...outbox,
    guard: 'outboxLimits.readyMax - this.#fresh.length',
    without: 'outboxLimits.readyMax',
    match: 'there is room for a limited number*',
  },
  'the wait for the attempt in progress': {
    ...outbox,
    guard: 'await Promise.race([Promise.allSettled(this.#active), patience]);',
    without: '',
    match: 'a stopped outbox begins nothing*',
  },
  'the Message-ID that depends on the entry only': {
    ...projector,
    guard: "hash('sha256', key, 'buffer')",
    without: "hash('sha256', key + Math.random(), 'buffer')",
    match: 'whenever the process is killed*',
  },
  'the reading of the logs at the start': {
    ...projector,
    guard: 'for (const { opened } of raffles) this.#note(opened.raffleId);',
    without: '',
    test: 'tests/mail/mail-projector.test.ts',
    match: 'what was committed before the start*',
  },
  'the parts in which the mails of an event are queued': {
    ...projector,
    guard: 'event.mails.slice(offset, offset + mailsMax - mails.length)',
    without: 'event.mails.slice(0, mailsMax)',
    test: 'tests/mail/mail-projector.test.ts',
  },
  'the wait for the moment of the result': {
    ...projector,
    guard: 'if (waitMs > 0 && waitMs <= resultDelayMs) {',
    without: 'if (waitMs > Infinity) {',
    test: 'tests/mail/mail-projector.test.ts',
    match: 'no result is mailed before*',
  },
  'the rules at the time of a purchase': {
    ...events,
    guard: 'findPurchaseMails(sales, index, asOf(raffle, index).rules)',
    without: 'findPurchaseMails(sales, index, raffle.rules)',
    match: 'a purchase is described by the rules of its time',
  },
  'the sale that a void names': {
    ...events,
    guard: 'pool.saleAt(sale)?.ticket ?? []',
    without: 'pool.saleAt(sale)?.ticket.number === sale ? [] : []',
    match: 'the void of a number that was sold again*',
  },
  'the one mail for each holder about a void': {
    ...events,
    guard: 'entry.at === first.at &&',
    without: 'entry === first &&',
    match: 'tickets voided by one order*',
  },
  'the forfeits up to the one that a mail is about': {
    ...prizes,
    guard: 'forfeits.slice(0, place + 1)',
    without: 'forfeits',
    test: 'tests/mail/mail-events.test.ts',
    match: 'a log leads to the same mails*',
  },
  'the raffle in the subject of a promotion': {
    file: 'services/raffle/mail/raffle-mails/en.ts',
    guard: 'subject: `You won: ${format.text(mail.prize)} (${title})`',
    without: 'subject: `You won: ${format.text(mail.prize)}`',
    test: 'tests/mail/raffle-mails.test.ts',
    match: 'the mail about a promotion*',
  },
  'the escaping in mails': {
    file: 'services/raffle/mail/raffle-mails/mail-content.ts',
    guard: '${escapeHtml(text)}</p>',
    without: '${text}</p>',
    test: 'tests/mail/raffle-mails.test.ts',
    match: 'the texts of an organiser*',
  },
  'the single line of an organiser’s text': {
    file: 'services/raffle/mail/raffle-mails/mail-format.ts',
    guard: "value.replaceAll(/\\s+/g, ' ').trim()",
    without: 'value',
    test: 'tests/mail/raffle-mails.test.ts',
    match: 'the texts of an organiser*',
  },
  'the turn of mails in the background': {
    file: 'services/raffle/mail/mail-queue.ts',
    guard: 'this.#queued === 0 || this.#sinceBackground >= othersPerBackground',
    without: 'this.#queued === 0',
    test: 'tests/mail/mail-queue.test.ts',
    match: 'mails in the background wait*',
  },
  'the single attempt in the background': {
    file: 'services/raffle/mail/mail-queue.ts',
    guard: 'const isLast = job.isInBackground || ',
    without: 'const isLast = ',
    test: 'tests/mail/mail-queue.test.ts',
    match: 'a mail in the background takes no room*',
  },
  'the setting that turns mails about raffles off': {
    file: 'services/raffle/startup-mail.ts',
    guard: 'isRaffleMailWanted ? mailer : undefined',
    without: 'mailer',
    ...delivery,
    match: 'with RAFFLE_MAIL=codes*',
  },
  'the missing mails of a summary while they are off': {
    file: 'services/raffle/http/admin/payment-routes.ts',
    guard: 'raffleMails.isOn ? {',
    without: 'true ? {',
    test: 'tests/mail/raffle-mails-story.test.ts',
    match: 'with RAFFLE_MAIL=codes the summary*',
  },
  'the link to the tickets of a desk sale': {
    file: 'services/raffle/mail/raffle-mails.ts',
    guard: "content.kind === 'desk-sale' ? content.sales : []",
    without: '[]',
    test: 'tests/mail/raffle-mails-story.test.ts',
    match: 'the mail about a desk sale links*',
  },
  'the language of buyers who never signed in': {
    file: 'services/raffle/mail/raffle-mails.ts',
    guard: 'account?.language ?? language',
    without: "account?.language ?? 'en'",
    test: 'tests/mail/raffle-mails-story.test.ts',
    match: 'a buyer at the desk who never*',
  },
  'the price without which a winner owes nothing': {
    file: 'services/raffle/mail/raffle-mails/compose-raffle-mail.ts',
    guard: 'isWinner && (mail.raffle.price?.amount ?? 0) > 0',
    without: 'isWinner',
    test: 'tests/mail/raffle-mails.test.ts',
    match: 'a winner is told to pay*',
  },
  'the payment that a winner may owe': {
    file: 'services/raffle/mail/raffle-mails/compose-raffle-mail.ts',
    guard: "mail.kind === 'promotion' || (mail.kind === 'result' && mail.won.length > 0)",
    without: "mail.kind === 'result' && mail.won.length > 0",
    test: 'tests/mail/raffle-mails.test.ts',
    match: 'a winner is told to pay*',
  },
  'the language that a sign-in stores': {
    file: 'services/raffle/http/sign-in/code-routes.ts',
    guard: '      language: chooseLanguage(request, locale),\n    });\n    sessions',
    without: '    });\n    sessions',
    ...delivery,
    match: 'a mail about a raffle is in the language*',
  },
};
