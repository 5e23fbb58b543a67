import type { Response } from 'express';

export interface JsonOptions {
  readonly mediaType?: string;
  /** Default: `no-store`. */
  readonly cacheControl?: string;
  /** Further names and values in turn. */
  readonly headers?: readonly string[];
}

/**
 * Sends JSON with all its headers in one list. `response.json` would set each header by itself, and
 * parse and format the media type in every reply.
 */
export function sendJson(
  response: Response,
  status: number,
  text: string,
  { mediaType = 'application/json', cacheControl = 'no-store', headers = [] }: JsonOptions = {},
): void {
  const bytes = Buffer.byteLength(text);
  response.writeHead(status, [
    'cache-control',
    cacheControl,
    'content-type',
    `${mediaType}; charset=utf-8`,
    'content-length',
    String(bytes),
    ...headers,
  ]);
  // Text in ASCII is the same in Latin-1, which Node writes without encoding it.
  response.end(text, bytes === text.length ? 'latin1' : 'utf8');
}
