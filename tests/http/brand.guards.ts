import type { Guard } from '../support/guards/guard.ts';

const brand = {
  test: 'tests/http/brand.test.ts',
  file: 'services/raffle/http/pages/brand.ts',
};
const settings = {
  test: 'tests/config/settings.test.ts',
  file: 'services/raffle/config/brand.ts',
};

export const guards: Record<string, Guard> = {
  'the escaped name of a logo': {
    ...brand,
    guard: 'alt="${escapeHtml(name)}"',
    without: 'alt="${name}"',
    match: 'every page shows the logo*',
  },
  'the size of a logo, which keeps its place': {
    ...brand,
    guard: ' ${size} />',
    without: ' />',
    match: 'every page shows the logo*',
  },
  'an address of the accent that changes with it': {
    ...brand,
    guard: "digest('sha256', style)",
    without: "digest('sha256', '')",
    match: 'the accent is a style sheet*',
  },
  'an accent that other sites may load': {
    ...brand,
    guard: "response.set('cross-origin-resource-policy', 'cross-origin').type('css')",
    without: "response.type('css')",
    match: 'the accent is a style sheet*',
  },
  'a logo that is served': {
    ...brand,
    file: 'services/raffle/http/raffles/picture-routes.ts',
    guard: 'hash === logo?.hash ? logo : ',
    without: '',
    match: 'a logo that is*',
  },
  'the organiser’s name on the logo': {
    ...brand,
    file: 'services/raffle/http/pages/page-writer.ts',
    guard: 'return organiser ?? new URL',
    without: 'return new URL',
    match: 'every page shows the logo*',
  },
  'the logo in a link preview': {
    ...brand,
    file: 'services/raffle/http/pages/link-preview.ts',
    guard: '(logoPath ?? pngIconPath)',
    without: 'pngIconPath',
    match: 'a link preview shows the logo*',
  },
  'the inspection of a logo': {
    ...settings,
    guard: '...inspectPicture(bytes)',
    without: "type: 'image/png', width: 1, height: 1",
    match: 'a logo is refused*',
  },
  'the largest logo': {
    ...settings,
    guard: 'bytes.length > bytesMax',
    without: 'false',
    match: 'a logo is refused*',
  },
  'an accent in which text can be read': {
    test: 'tests/contract/readable-accent.test.ts',
    file: 'services/raffle/contract/readable-accent.ts',
    guard: '[paper, card, tint].every',
    without: '[paper].every',
  },
};
