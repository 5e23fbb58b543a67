import type { ForkEvidence } from '#proof/audit-fork.ts';
import type { TrustedCheckpoint } from '../../shared/trusted-checkpoint.ts';

/** How the log fits the trusted checkpoint. Only a fork means that something is wrong. */
export type Comparison =
  { readonly status: 'first'; readonly head: TrustedCheckpoint } | Same | Grown | Fork | Unchecked;

/** The result that is shown. On a first visit there is none. */
export type LogConsistency = Same | Omit<Grown, 'head'> | Fork | Unchecked;

interface Same {
  readonly status: 'same';
  readonly size: number;
}

interface Grown {
  readonly status: 'grown';
  readonly from: number;
  readonly to: number;
  readonly head: TrustedCheckpoint;
}

/** The log contradicts what this browser saw before. */
export interface Fork {
  readonly status: 'fork';
  readonly finding: 'shorter' | 'rewritten' | 'not-grown' | 'other-key';
  /** Number of entries before. */
  readonly from: number;
  /** Number of entries now. */
  readonly to: number;
  readonly evidence: ForkEvidence;
}

/** `unsigned`: the answer is not signed by the log's key, so it proves nothing either way. */
interface Unchecked {
  readonly status: 'unchecked';
  readonly why: 'no-answer' | 'unsigned';
}
