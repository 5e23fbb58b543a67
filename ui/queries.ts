import { QueryClient } from '@tanstack/react-query';

/**
 * Creates the query cache of an app. `always`: by default, TanStack Query holds requests back while
 * offline and sends them later, when the user no longer expects it. Nothing is retried automatically.
 */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
