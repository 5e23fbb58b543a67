import { useEffect, useRef, useState } from 'react';
import { toApiError, type ApiError } from '../problems/api-error.ts';

export type CheckState<Checked> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'fetching' }
  | { readonly phase: 'checking'; readonly done: number }
  | { readonly phase: 'checked'; readonly checked: Checked }
  | { readonly phase: 'failed'; readonly error: ApiError };

/** How a check reports its progress and is cancelled. */
export interface CheckRunTools {
  /** Takes the completed share, 0 to 1, once everything is fetched. */
  readonly onProgress: (done: number) => void;
  /** Aborts when the component unmounts. */
  readonly signal: AbortSignal;
}

/**
 * Runs a check on demand; unmounting aborts it.
 *
 * @param run Fetches and checks. If it throws, nothing was checked.
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
    const report = (next: CheckState<Checked>) => {
      if (!signal.aborted) setState(next);
    };
    run({ onProgress: (done) => report({ phase: 'checking', done }), signal }).then(
      (checked) => report({ phase: 'checked', checked }),
      (error: unknown) => report({ phase: 'failed', error: toApiError(error) }),
    );
  };
  return { state, start };
}
