import { ServerResponse, type OutgoingHttpHeader, type OutgoingHttpHeaders } from 'node:http';
import type { Express, Request, Response } from 'express';

/**
 * Adds headers to every reply of an app when it begins, except those that the reply has set itself.
 * Node writes a list of headers in one pass, but checks, stores and reads again each header that is
 * set by itself. So a reply is fast if its headers are a list too.
 *
 * @param headersOf Names and values in turn.
 */
export function addReplyHeaders(
  app: Express,
  headersOf: (request: Request) => readonly string[],
): void {
  app.response.writeHead = function (
    this: Response,
    status: number,
    headers?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
  ) {
    if (typeof headers === 'string') throw new TypeError('Replies have the usual reason phrases.');
    // Node and Express refuse some requests before the app gets them: without Host, with `Expect: x`,
    // or with a target that is no URL.
    const added = 'id' in this.req ? headersOf(this.req) : [];
    let list = headers;
    if (Array.isArray(headers) && this.getHeaderNames().length === 0) list = [...added, ...headers];
    else setMissing(this, added);
    ServerResponse.prototype.writeHead.call(this, status, list);
    return this;
  };
}

function setMissing(response: Response, headers: readonly string[]): void {
  for (let place = 0; place < headers.length; place += 2) {
    const [name = '', value = ''] = headers.slice(place, place + 2);
    if (name === 'vary') response.vary(value);
    else if (!response.hasHeader(name)) response.setHeader(name, value);
  }
}
