import { useEffect, useRef, useState } from 'react';
import { toTrouble, type Trouble } from '#ui/problems/trouble.ts';
import type { Checked, CheckOptions } from './run-check.ts';

export type CheckState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'fetching' }
  | { readonly phase: 'checking'; readonly done: number }
  | { readonly phase: 'checked'; readonly checked: Checked }
  | { readonly phase: 'failed'; readonly trouble: Trouble };

/** Checks on demand. Whoever leaves ends it. */
export function useCheck(
  prepare: (signal: AbortSignal) => Omit<CheckOptions, 'onProgress' | 'signal'>,
): { readonly state: CheckState; readonly start: () => void } {
  const [state, setState] = useState<CheckState>({ phase: 'idle' });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const start = () => {
    stop.current.abort();
    const { signal } = (stop.current = new AbortController());
    setState({ phase: 'fetching' });
    const tell = (next: CheckState) => {
      if (!signal.aborted) setState(next);
    };
    const onProgress = (done: number) => tell({ phase: 'checking', done });
    import('./run-check.ts')
      .then(async ({ runCheck }) => runCheck({ ...prepare(signal), onProgress, signal }))
      .then(
        (checked) => tell({ phase: 'checked', checked }),
        (error: unknown) => tell({ phase: 'failed', trouble: toTrouble(error) }),
      );
  };
  return { state, start };
}
