import type { Settings } from '../config.ts';

/** What a check of `raffle doctor` or of the start found. */
export interface Finding {
  /** What was checked, in a few words. */
  readonly check: string;
  /**
   * `warning`: the service runs, and something may go wrong later. `fault`: participants or operators
   * will meet it, so the service should not go into operation.
   */
  readonly level: 'ok' | 'warning' | 'fault';
  /** One line: what was found and, unless it is fine, how to correct it. Without secrets. */
  readonly text: string;
}

/** A finding of one check, whose name is added. */
export type Found = Omit<Finding, 'check'>;

/** One check of a configuration that could be read. It changes nothing. */
export interface Check {
  readonly name: string;
  /** @returns undefined if the configuration has nothing to check. */
  readonly run: (settings: Settings) => Promise<readonly Found[]>;
}

export function ok(text: string): Found {
  return { level: 'ok', text };
}

export function warning(text: string): Found {
  return { level: 'warning', text };
}

export function fault(text: string): Found {
  return { level: 'fault', text };
}
