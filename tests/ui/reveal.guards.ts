import type { Guard } from '../support/guards/guard.ts';

export const guards: Record<string, Guard> = {
  'the hiding of the result until its time': {
    file: 'ui/live/displayed-raffle.ts',
    guard: "isHidden && raffle.status === 'drawn'",
    without: "isHidden && raffle.status === 'drawn' && raffle.sold < 0",
    test: 'tests/ui/reveal.test.ts',
    match: 'a result is shown on time*',
  },
  'the start of sales in the order of views': {
    file: 'ui/live/displayed-raffle.ts',
    guard: "return one.status === 'announced' && other.status !== 'announced';",
    without: "return one.status === other.status && other.status !== 'announced';",
    test: 'tests/ui/live-raffle.test.ts',
    match: 'a view from before*',
  },
  'the hiding of every prize': {
    file: 'ui/live/reveal.ts',
    guard: 'prizes: raffle.prizes.map(({ title }) => ({ title })), ',
    without: '',
    test: 'tests/ui/reveal.test.ts',
    match: 'a hidden result*',
  },
  'the clock of the service': {
    file: 'ui/live/displayed-raffle.ts',
    guard: 'aheadMs: this.clock.aheadMs, delayMs',
    without: 'aheadMs: 0, delayMs',
    test: 'tests/ui/reveal.test.ts',
    match: 'a page opened after*',
  },
  'the better bound when an event arrives late': {
    file: 'ui/live/service-clock.ts',
    guard: 'isNew && this.#minMs - minMs < dateStepMs',
    without: 'isNew && minMs > this.#minMs',
    test: 'tests/ui/reveal.test.ts',
    match: 'an event that arrives late*',
  },
  'the longest wait, independent of the clocks': {
    file: 'ui/live/reveal.ts',
    guard: 'Math.min(Date.parse(drawnAt) + delay - aheadMs, Date.now() + delay)',
    without: 'Date.parse(drawnAt) + delay - aheadMs + 60_000',
    test: 'tests/ui/reveal.test.ts',
    match: 'clocks that contradict*',
  },
  'the escaping of a title in the head of a page': {
    file: 'services/raffle/http/pages/link-preview.ts',
    guard: '<title>${escapeHtml(title)}</title>',
    without: '<title>${title}</title>',
    test: 'tests/http/link-preview.test.ts',
    match: 'a link preview escapes*',
  },
  'the requirement of a visible character': {
    file: 'services/raffle/contract/shown-text.ts',
    guard: '(?![\\p{Default_Ignorable_Code_Point}\\u2800\\u{1D159}])',
    without: '',
    test: 'tests/contract/shown-text.test.ts',
    match: 'a displayed text must*',
  },
};
