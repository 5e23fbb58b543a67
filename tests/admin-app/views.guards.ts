import type { Guard } from '../support/guards/guard.ts';

export const guards: Record<string, Guard> = {
  'the apostrophe before a formula': {
    file: 'services/raffle/contract/write-csv.ts',
    guard: 'beginsFormula.test(value)',
    without: 'false',
    test: 'tests/contract/write-csv.test.ts',
  },
  'the comparison of the shown number with seal and beacon': {
    file: 'admin-app/features/projector/recompute-draw.ts',
    guard: 'position !== order[pick]?.index',
    without: 'position < 0',
    test: 'tests/admin-app/recompute-draw.test.ts',
    match: 'a sealed draw is explained*',
  },
  'the request for new log entries only': {
    file: 'admin-app/shared/queries/use-public-log.ts',
    guard: 'query: { from }',
    without: 'query: { from: 0 }',
    test: 'tests/admin-app/sales.test.tsx',
    match: 'entries of the log*',
  },
  'waiting with the same key for the beacon': {
    file: 'services/raffle/contract/draw-when-published.ts',
    guard: 'if (pending === undefined) throw error;',
    without: 'throw error;',
    test: 'tests/contract/draw-when-published.test.ts',
    match: 'drawWhenPublished() removes*',
  },
  'the policy in the command of the audit page': {
    file: 'admin-app/features/audit/AuditPage.tsx',
    guard: "if (chosen?.policy === undefined) return '';",
    without: "if (chosen !== null) return '';",
    test: 'tests/admin-app/audit.test.tsx',
    match: 'with a policy the page*',
  },
  'the policy of the audit page': {
    file: 'admin-app/features/audit/run-audit.ts',
    guard: '...(policy === undefined ? {} : { policy }),',
    without: '',
    test: 'tests/admin-app/audit.test.tsx',
    match: 'with a policy the page*',
  },
};
