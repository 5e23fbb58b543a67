/** The path of a raffle's page on the service's own site. */
export function rafflePath(raffleId: string): string {
  return `/raffles/${encodeURIComponent(raffleId)}`;
}

/** The path of the poster: a page to print, with a QR code of the short address. */
export function posterPath(raffleId: string): string {
  return `${rafflePath(raffleId)}/poster`;
}

/** The path of the page with the tickets of a sale at the desk. Its token is the permission. */
export function claimPath(raffleId: string, token: string): string {
  return `${rafflePath(raffleId)}/claims/${encodeURIComponent(token)}`;
}

/** A path to type from paper or a projector. It leads to the raffle's page. */
export function shortPath(raffleId: string): string {
  return `/r/${encodeURIComponent(raffleId)}`;
}

/** An address as it is printed: without the scheme. */
export function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

/** The HTML with which any site shows a raffle. See `docs/embedding.md`. */
export function embedSnippet(serviceUrl: string, raffleId: string): string {
  const script = new URL('/embed.js', serviceUrl).href;
  return `<script type="module" src="${script}"></script>\n<raffle-dashboard raffle="${raffleId}"></raffle-dashboard>`;
}
