import { useEffect, useRef, useState } from 'react';
import { toTrouble, type Trouble } from '../problems/trouble.ts';

export type CheckState<Checked> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'fetching' }
  | { readonly phase: 'checking'; readonly done: number }
  | { readonly phase: 'checked'; readonly checked: Checked }
  | { readonly phase: 'failed'; readonly trouble: Trouble };

/** What a check tells while it runs, and hears. */
export interface CheckRunTools {
  /** Takes how much is done, from 0 to 1, once everything is fetched. */
  readonly onProgress: (done: number) => void;
  /** Whoever leaves ends it. */
  readonly signal: AbortSignal;
}

/**
 * Checks on demand. Whoever leaves ends it.
 *
 * @param run Fetches and checks; where it throws, nothing was checked.
 */
export function useCheck<Checked>(run: (tools: CheckRunTools) => Promise<Checked>): {
  readonly state: CheckState<Checked>;
  readonly start: () => void;
} {
  const [state, setState] = useState<CheckState<Checked>>({ phase: 'idle' });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const start = () => {
    stop.current.abort();
    const { signal } = (stop.current = new AbortController());
    setState({ phase: 'fetching' });
    const tell = (next: CheckState<Checked>) => {
      if (!signal.aborted) setState(next);
    };
    run({ onProgress: (done) => tell({ phase: 'checking', done }), signal }).then(
      (checked) => tell({ phase: 'checked', checked }),
      (error: unknown) => tell({ phase: 'failed', trouble: toTrouble(error) }),
    );
  };
  return { state, start };
}
