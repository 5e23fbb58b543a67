export type Route =
  /** The list of raffles; `isLost` if there is no page at the address. */
  | { readonly page: 'home'; readonly isLost: boolean }
  | { readonly page: 'check-receipt' }
  | { readonly page: 'raffle'; readonly raffleId: string }
  | { readonly page: 'result' | 'poster'; readonly raffleId: string }
  /** Without a number: all receipts of the signed-in account. */
  | { readonly page: 'receipt'; readonly raffleId: string; readonly number: number | undefined }
  /** The tickets of a sale at the desk, for who has its link. */
  | { readonly page: 'claim'; readonly raffleId: string; readonly token: string }
  | { readonly page: 'sign-in-window' };

const lost: Route = { page: 'home', isLost: true };

/**
 * Whether the offline worker may answer with the page. The sign-in window and the link of a desk sale
 * need a network.
 */
export function isPage(path: string): boolean {
  const { page } = readRoute(path);
  if (page === 'home') return path === '/';
  return page !== 'sign-in-window' && page !== 'claim';
}

/** Reads which page a path shows. An unknown path shows the list of raffles. */
export function readRoute(path: string): Route {
  if (path === '/') return { page: 'home', isLost: false };
  if (path === '/receipt') return { page: 'check-receipt' };
  if (path === '/sign-in/popup') return { page: 'sign-in-window' };
  const [, encodedId, rest = ''] = /^\/raffles\/([^/]+)(\/.+?)?\/?$/.exec(path) ?? [];
  if (encodedId === undefined) return lost;
  const raffleId = tryDecode(encodedId);
  if (raffleId === undefined) return lost;
  if (rest === '') return { page: 'raffle', raffleId };
  if (rest === '/result') return { page: 'result', raffleId };
  if (rest === '/poster') return { page: 'poster', raffleId };
  if (rest === '/receipts') return { page: 'receipt', raffleId, number: undefined };
  const [, token] = /^\/claims\/([\w-]{1,64})$/.exec(rest) ?? [];
  if (token !== undefined) return { page: 'claim', raffleId, token };
  const [, number] = /^\/tickets\/([1-9]\d{0,14})\/receipt$/.exec(rest) ?? [];
  if (number === undefined) return lost;
  return { page: 'receipt', raffleId, number: Number(number) };
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
