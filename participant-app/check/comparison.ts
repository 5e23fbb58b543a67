import type { ForkEvidence } from '#proof/fork-evidence.ts';

/** A log as this browser saw it last: enough to notice that it became another one. */
export interface KeptHead extends SeenNote {
  /** The log's verifier key as it was at first sight. */
  readonly logKey: string;
  /** What was kept until the log grew: after the draw, the closing, if it was seen before the draw. */
  readonly before?: SeenNote;
}

export interface SeenNote {
  /** The signed checkpoint, verbatim. */
  readonly note: string;
  /** When it was seen first, by this device's clock; ISO 8601. */
  readonly seenAt: string;
}

/** How the log of now fits the one that was kept. Only a fork says that something is wrong. */
export type Comparison =
  { readonly kind: 'first'; readonly head: KeptHead } | Same | Grown | Fork | Unchecked;

/** What a visitor is told; on a first visit there is nothing to tell. */
export type Growth = Same | Omit<Grown, 'head'> | Fork | Unchecked;

interface Same {
  readonly kind: 'same';
  readonly size: number;
}

interface Grown {
  readonly kind: 'grown';
  readonly from: number;
  readonly to: number;
  readonly head: KeptHead;
}

/** What was seen before and what is shown now do not fit. */
export interface Fork {
  readonly kind: 'fork';
  readonly finding: 'shorter' | 'rewritten' | 'not-grown' | 'other-key';
  /** How many entries the log had. */
  readonly from: number;
  /** How many it is shown with now. */
  readonly to: number;
  readonly evidence: ForkEvidence;
}

/** `unsigned`: what came is not signed by the log's key. It fits neither, nor does it not. */
interface Unchecked {
  readonly kind: 'unchecked';
  readonly why: 'no-answer' | 'unsigned';
}
