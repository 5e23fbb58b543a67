import type { Guard } from '../support/guards/guard.ts';

const content = {
  test: 'tests/http/first-content.test.ts',
  file: 'services/raffle/http/pages/first-content.ts',
};

export const guards: Record<string, Guard> = {
  'the limit of how often a first content is rendered': {
    ...content,
    guard: ' || now - at < ageMsMax',
    without: '',
    match: 'during a rush*',
  },
  'the one rendering of requests that wait for the renderer': {
    ...content,
    guard: 'if (renderedNow !== undefined) return renderedNow;',
    without: '',
    match: 'requests that wait for the renderer*',
  },
  'the turn of the event loop after the renderer was loaded': {
    ...content,
    guard: 'await yieldToEventLoop();',
    without: '',
    match: 'requests that wait for the renderer*',
  },
  'that a failed first content is tried again': {
    ...content,
    guard: " && html !== ''",
    without: '',
    match: 'a first content that fails is logged once*',
  },
  'a first content that follows a change of the rules at once': {
    ...content,
    guard: '${id} ${status} ${rules}',
    without: '${id} ${status}',
    match: 'during a rush*',
  },
  'the bound of the listed raffles': {
    ...content,
    guard: 'raffles.slice(0, listedMax)',
    without: '[...raffles]',
    match: 'the start page with several*',
  },
  'the rehearsals left out of the listed raffles': {
    ...content,
    file: 'services/raffle/http/pages/participant-pages.ts',
    guard: 'raffles.filter(({ opened }) => opened.rehearsal !== true)',
    without: '[...raffles]',
    match: 'the start page with several*',
  },
  'the bound of the first contents that are kept': {
    ...content,
    guard: 'if (oldest !== undefined && this.#rendered.size > renderedMax) ',
    without: 'if (oldest === undefined) ',
    match: 'contents of many*',
  },
  'the list of locales of first contents': {
    ...content,
    file: 'services/raffle/http/pages/page-writer.ts',
    guard: "typeof locale === 'string' && contentLocales.includes(locale)",
    without: "typeof locale === 'string'",
    match: 'a reader’s language that is not*',
  },
};
