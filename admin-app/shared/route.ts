import { rafflePath } from '#contract/raffle-addresses.ts';

export type Route =
  | { readonly page: 'raffles' }
  | { readonly page: 'create'; readonly isRehearsal: boolean }
  | { readonly page: 'raffle'; readonly raffleId: string }
  | { readonly page: 'projector'; readonly raffleId: string }
  | { readonly page: 'audit'; readonly raffleId: string }
  | { readonly page: 'amend'; readonly raffleId: string }
  | { readonly page: 'desk'; readonly raffleId: string }
  | { readonly page: 'people' }
  | { readonly page: 'enrol'; readonly invitation: string | undefined }
  | { readonly page: 'unknown' };

/** Parses the URL fragment, which is never sent to a server. */
export function readRoute(hash: string): Route {
  const [head = '', id, view, ...rest] = hash.replace(/^#?\/?/, '').split('/');
  if (rest.length > 0) return { page: 'unknown' };
  if (head === 'raffles' && id !== undefined && id !== '') return readRaffleRoute(id, view);
  if (view !== undefined) return { page: 'unknown' };
  if (head === 'new' && (id === undefined || id === 'rehearsal')) {
    return { page: 'create', isRehearsal: id !== undefined };
  }
  if (head === 'enrol') return { page: 'enrol', invitation: id === '' ? undefined : id };
  if (id !== undefined) return { page: 'unknown' };
  if (head === '') return { page: 'raffles' };
  // `keys` is in links of earlier versions.
  return { page: head === 'people' || head === 'keys' ? 'people' : 'unknown' };
}

const raffleViews = ['projector', 'audit', 'amend', 'desk'] as const;

function readRaffleRoute(id: string, view: string | undefined): Route {
  const raffleId = decode(id);
  if (raffleId === undefined) return { page: 'unknown' };
  if (view === undefined || view === '') return { page: 'raffle', raffleId };
  return isRaffleView(view) ? { page: view, raffleId } : { page: 'unknown' };
}

function isRaffleView(view: string): view is (typeof raffleViews)[number] {
  return raffleViews.some((each) => each === view);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Links to the pages. */
export const hrefs = {
  raffles: '#/',
  create: '#/new',
  rehearse: '#/new/rehearsal',
  people: '#/people',
  raffle: (id: string) => `#/raffles/${encodeURIComponent(id)}`,
  projector: (id: string) => `#/raffles/${encodeURIComponent(id)}/projector`,
  desk: (id: string) => `#/raffles/${encodeURIComponent(id)}/desk`,
  audit: (id: string) => `#/raffles/${encodeURIComponent(id)}/audit`,
  amend: (id: string) => `#/raffles/${encodeURIComponent(id)}/amend`,
} as const;

/** The public page of a raffle, at its service. */
export function participantsPageUrl(serviceUrl: string, raffleId: string): string {
  return new URL(rafflePath(raffleId), serviceUrl).href;
}
