import { QueryClient } from '@tanstack/react-query';

/**
 * Questions to the service, remembered. `always`: one held back while offline would be asked later,
 * when nobody expects it. Nothing is retried behind anybody's back.
 */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
