export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'raffle'; readonly raffleId: string }
  | { readonly page: 'result'; readonly raffleId: string }
  | { readonly page: 'sign-in-window' }
  | { readonly page: 'gallery' };

/** What an address of the standalone page shows. Anything unknown is the list of raffles. */
export function readRoute(path: string): Route {
  if (path === '/gallery') return { page: 'gallery' };
  if (path === '/sign-in/popup') return { page: 'sign-in-window' };
  const [, raffleId, rest] = /^\/raffles\/([^/]+)(\/result)?\/?$/.exec(path) ?? [];
  if (raffleId === undefined) return { page: 'home' };
  return { page: rest === undefined ? 'raffle' : 'result', raffleId: decodeURIComponent(raffleId) };
}
