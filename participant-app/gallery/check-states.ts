import { notProven } from '#proof/audit.ts';
import { publicFormat } from '#proof/bundle.ts';
import type { CheckState } from '#ui/check-run/use-check.ts';
import { forkFormat } from '#proof/audit-fork.ts';
import type { Checked } from '../features/check/run-check.ts';
import type { Fork } from '../features/check/comparison.ts';
import { dashboardState, drawnRaffle, holding, known, signedIn } from './fixtures.ts';
import { receiptLogKey } from './receipts.ts';
import type { GalleryState } from './StaticDashboard.tsx';

export interface CheckGalleryState {
  readonly name: string;
  readonly state: CheckState<Checked>;
}

const checks = [
  { name: 'bundle', outcome: 'passed', explanation: 'The bundle is about raffle spring.' },
  {
    name: 'entries',
    outcome: 'passed',
    explanation: 'All 61 entries are of a known type and complete.',
  },
  {
    name: 'tickets',
    outcome: 'passed',
    explanation: 'Each of 58 sales took the lowest free number.',
  },
  { name: 'limit', outcome: 'passed', explanation: 'None of 31 holders has more than 2 tickets.' },
  {
    name: 'log',
    outcome: 'passed',
    explanation:
      'All 61 entries, in this order, are signed by the key of raffle.example.org/raffles/spring. The 2 checkpoints you saved match it.',
  },
  {
    name: 'found',
    outcome: 'passed',
    explanation: 'Ticket 42 of the receipt is entry 42 of this log.',
  },
] as const;

const checked = {
  bundle: {
    format: publicFormat,
    raffle: 'spring',
    lines: Array.from({ length: 61 }, () => ''),
    checkpoints: [],
  },
  checks,
  notProven,
  entryCount: 61,
  durationMs: 183,
  trustedSize: 44,
  isClosingWitnessed: true,
  unusableCount: 0,
} as const;

const broken = {
  name: 'log',
  outcome: 'failed',
  explanation: 'The saved checkpoint signs another log: its first 44 entries are not these.',
} as const;

const unknown = {
  name: 'seal',
  outcome: 'not-checked',
  explanation:
    'entries[59]: its beacon chain 6b0d… is none that this audit trusts (quicknet). What the chain’s relay returns at /info is missing ("raffle audit --chain", or the verifier): get it from a source that you trust.',
} as const;

/** Every state of "Check it yourself". */
export const checkStates: readonly CheckGalleryState[] = [
  { name: 'check-ready', state: { phase: 'idle' } },
  { name: 'check-fetching', state: { phase: 'fetching' } },
  { name: 'check-running', state: { phase: 'checking', done: 0.43 } },
  { name: 'check-valid', state: { phase: 'checked', checked } },
  {
    name: 'check-not-valid',
    state: {
      phase: 'checked',
      checked: {
        ...checked,
        checks: checks.map((check) => (check.name === 'log' ? broken : check)),
        unusableCount: 1,
      },
    },
  },
  {
    name: 'check-not-checked',
    state: {
      phase: 'checked',
      checked: { ...checked, checks: [...checks.slice(0, 4), unknown, ...checks.slice(4)] },
    },
  },
  {
    name: 'check-failed',
    state: { phase: 'failed', error: { code: 'unreachable', retryAfterSeconds: undefined } },
  },
];

const club = {
  name: 'club',
  key: 'club.example.org+1f2e3d4c+BAAA',
  newest: { size: 61, time: '2026-03-05T12:00:01.000Z' },
};

/** What witnesses have signed of a drawn raffle. */
export const witnessStates: readonly GalleryState[] = [
  {
    name: 'witnessed-in-time',
    state: dashboardState({
      live: known(drawnRaffle(42)),
      witnessing: {
        witnesses: [club],
        closing: {
          state: 'in-time',
          seenBy: [{ witness: 'club', time: '2026-03-05T12:00:00.000Z' }],
        },
      },
    }),
  },
  {
    name: 'not-witnessed-in-time',
    state: dashboardState({
      live: known(drawnRaffle(42)),
      witnessing: {
        witnesses: [club, { name: 'council', key: 'council.example.org+5a6b7c8d+BBBB' }],
        closing: { state: 'not-in-time', seenBy: [] },
      },
    }),
  },
];

/** Every result of comparing the log with an earlier visit. */
export const logStates: readonly GalleryState[] = [
  {
    name: 'log-same',
    state: dashboardState({ consistency: { status: 'same', size: 103 } }),
  },
  {
    name: 'log-grown',
    state: dashboardState({
      viewer: signedIn(holding([42])),
      consistency: { status: 'grown', from: 103, to: 240 },
    }),
  },
  {
    name: 'log-not-compared',
    state: dashboardState({ consistency: { status: 'unchecked', why: 'no-answer' } }),
  },
  {
    name: 'log-not-signed',
    state: dashboardState({ consistency: { status: 'unchecked', why: 'unsigned' } }),
  },
  {
    name: 'fork-shorter',
    state: dashboardState({
      viewer: signedIn(holding([42])),
      consistency: forked('shorter', 103, 90),
    }),
  },
  { name: 'fork-rewritten', state: dashboardState({ consistency: forked('rewritten') }) },
  { name: 'fork-not-grown', state: dashboardState({ consistency: forked('not-grown') }) },
  { name: 'fork-other-key', state: dashboardState({ consistency: forked('other-key', 103, 2) }) },
];

/** A log that contradicts an earlier visit. Its evidence is a placeholder. */
function forked(finding: Fork['finding'], from = 103, to = 240): Fork {
  const note = 'raffle.example.org/raffles/spring\n…';
  return {
    status: 'fork',
    finding,
    from,
    to,
    evidence: {
      format: forkFormat,
      raffle: 'spring',
      url: 'https://raffle.example.org/raffles/spring',
      logKey: receiptLogKey,
      earlier: { note, seenAt: '2026-03-05T12:00:00.000Z' },
      later: { note, seenAt: '2026-03-06T12:00:00.000Z' },
    },
  };
}
