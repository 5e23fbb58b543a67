import type { ExecutionContext } from 'ava';

export interface WatchedRequests {
  /** The Idempotency-Keys of the requests so far, in order. */
  readonly keys: string[];
  /** Loses the next request before it arrives. */
  loseNext(): void;
  /** Runs a function just before the next request arrives. */
  before(step: () => Promise<void>): void;
}

/** Watches the app's requests of one kind until the test ends. */
export function watchRequests(
  t: ExecutionContext,
  { method, path }: { readonly method: string; readonly path: string },
): WatchedRequests {
  const { fetch } = globalThis;
  const keys: string[] = [];
  let interfere: (() => Promise<void>) | undefined;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method !== method || new URL(request.url).pathname !== path) {
      return fetch(input, init);
    }
    keys.push(request.headers.get('idempotency-key') ?? '');
    const step = interfere;
    interfere = undefined;
    await step?.();
    return fetch(input, init);
  };
  t.teardown(() => {
    globalThis.fetch = fetch;
  });
  return {
    keys,
    loseNext() {
      interfere = async () => {
        throw new TypeError('The request got lost.');
      };
    },
    before(step) {
      interfere = step;
    },
  };
}
