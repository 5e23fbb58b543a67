import type { Guard } from '../support/guards/guard.ts';

const preview = {
  test: 'tests/http/link-preview.test.ts',
  file: 'services/raffle/http/pages/link-preview.ts',
};

export const guards: Record<string, Guard> = {
  'the escaped title of a page': {
    ...preview,
    guard: '<title>${escapeHtml(title)}</title>',
    without: '<title>${title}</title>',
    match: 'a link preview escapes*',
  },
  'the escaping of a link preview': {
    ...preview,
    guard: 'content="${escapeHtml(content)}"',
    without: 'content="${content}"',
    match: 'a link preview escapes*',
  },
  'the service’s own address in a link preview': {
    ...preview,
    file: 'services/raffle/http/pages/page-writer.ts',
    guard: 'publicUrl: this.#publicUrl',
    without: "publicUrl: `http://${request.get('host')}`",
    match: 'a link preview names prizes*',
  },
  'a description without the winning number': {
    ...preview,
    guard: 'return [drawn];',
    without: 'return [drawn, String(raffle.winner?.ticketNumber)];',
    match: 'a link preview of a drawn raffle*',
  },
};
