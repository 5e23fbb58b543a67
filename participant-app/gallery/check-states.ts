import { notProven } from '#proof/audit.ts';
import { publicFormat } from '#proof/bundle-format.ts';
import type { Checked } from '../check/run-check.ts';
import type { CheckState } from '#ui/check-run/use-check.ts';

export interface CheckGalleryState {
  readonly name: string;
  readonly state: CheckState<Checked>;
}

const checks = [
  { name: 'bundle', passed: true, says: 'The bundle is about raffle spring.' },
  { name: 'entries', passed: true, says: 'All 61 entries are of a known kind, and complete.' },
  { name: 'tickets', passed: true, says: 'Ticket numbers run from 1 to 58, each there once.' },
  { name: 'limit', passed: true, says: 'None of 31 holders has more than 2 tickets.' },
  {
    name: 'log',
    passed: true,
    says: 'All 61 entries, in this order, are signed by the key of raffle.example.org/raffles/spring. The 2 you kept agree with it.',
  },
  { name: 'found', passed: true, says: 'Ticket 42 of the receipt is entry 42 of this log.' },
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
  keptSize: 44,
  sawClosingInTime: true,
  unusableCount: 0,
} as const;

const broken = {
  name: 'log',
  passed: false,
  says: 'The kept checkpoint signs another log: its first 44 entries are not these.',
} as const;

const unknown = {
  name: 'seal',
  passed: false,
  notChecked: true,
  says: 'entries[59]: its beacon chain 6b0d… is none that this audit trusts (quicknet). What the chain’s relay says at /info is missing ("raffle audit --chain", or the verifier): take it from where you trust it.',
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
    state: { phase: 'failed', trouble: { code: 'unreachable', retryAfterSeconds: undefined } },
  },
];
