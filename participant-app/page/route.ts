export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'raffle'; readonly raffleId: string }
  | { readonly page: 'result'; readonly raffleId: string }
  /** Without a number: all of whoever is signed in. */
  | { readonly page: 'receipt'; readonly raffleId: string; readonly number: number | undefined }
  | { readonly page: 'sign-in-window' }
  | { readonly page: 'gallery' };

/** Whether a page opens at an address by itself. The sign-in window opens for a site alone. */
export function isPage(path: string): boolean {
  const { page } = readRoute(path);
  return page === 'home' ? path === '/' : page !== 'sign-in-window';
}

/** What an address of the standalone page shows. Anything unknown is the list of raffles. */
export function readRoute(path: string): Route {
  if (path === '/gallery') return { page: 'gallery' };
  if (path === '/sign-in/popup') return { page: 'sign-in-window' };
  const [, encodedId, rest = ''] = /^\/raffles\/([^/]+)(\/.+?)?\/?$/.exec(path) ?? [];
  if (encodedId === undefined) return { page: 'home' };
  const raffleId = decodeURIComponent(encodedId);
  if (rest === '') return { page: 'raffle', raffleId };
  if (rest === '/result') return { page: 'result', raffleId };
  if (rest === '/receipts') return { page: 'receipt', raffleId, number: undefined };
  const [, number] = /^\/tickets\/([1-9]\d{0,14})\/receipt$/.exec(rest) ?? [];
  if (number === undefined) return { page: 'home' };
  return { page: 'receipt', raffleId, number: Number(number) };
}
