import type { Response } from 'express';

/**
 * Answers JSON that nobody may keep. Says the media type outright: Express would take it apart and
 * put it together again for every reply, and a purchase should cost little more than its decision.
 */
export function replyJson(response: Response, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
