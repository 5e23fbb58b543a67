import type { Awaitable } from './awaitable.ts';

/** The limit of buckets of one kind. */
export interface BucketKind {
  /** Buckets of two kinds are different ones. */
  readonly name: string;
  /** Tokens that a new bucket holds. */
  readonly burst: number;
  /** Milliseconds in which an empty bucket becomes full. */
  readonly refillMs: number;
  /** The largest content after `give`, as a multiple of `burst`. Default: 1. */
  readonly growthMax?: number;
}

export interface Bucket {
  readonly kind: BucketKind;
  /** What is limited, such as a network or a mailbox. Personal data: stored as a digest only. */
  readonly key: string;
}

/** Token buckets, which refill continuously, so that the wait for the next token is short. */
export interface RateLimitStore {
  /**
   * Takes one token from every bucket, or from none if one of them is empty.
   *
   * @returns Milliseconds until each bucket has a token, in the order of the buckets: all 0 if the
   *   tokens were taken.
   */
  take(buckets: readonly Bucket[]): Awaitable<readonly number[]>;

  /** Milliseconds until the bucket has a token; 0 if it has one. */
  waitMs(bucket: Bucket): Awaitable<number>;

  /** Adds tokens to every bucket, beyond the burst if `growthMax` allows it. */
  give(buckets: readonly Bucket[], tokens: number): Awaitable<void>;
}
