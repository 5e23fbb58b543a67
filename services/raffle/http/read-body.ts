import { isUtf8 } from 'node:buffer';
import type { Request } from 'express';
import { limits } from '../config.ts';
import { Refused } from './refused.ts';

/**
 * Reads a JSON body, and nothing that is not JSON.
 *
 * @throws {Refused} `unsupported-media-type`, `payload-too-large` or `invalid-request`.
 */
export async function readJson(request: Request, bytesMax: number): Promise<unknown> {
  requireJson(request);
  requirePlain(request);
  const body = await readBody(request, bytesMax);
  if (isUtf8(body)) return parseJson(body.toString());
  throw new Refused('invalid-request', 'The body is not UTF-8. Nothing was changed.');
}

/**
 * Reads a body. What comes of one that is too large is dropped, and it is refused when it has come
 * or a moment later: whoever is still sending would not hear the answer.
 *
 * @throws {Refused} `payload-too-large`, or `invalid-request` for a body that was cut off.
 */
export function readBody(request: Request, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let refusal: NodeJS.Timeout | undefined;
    const refuseSoon = () => {
      refusal ??= setTimeout(() => reject(tooLarge()), limits.bodyDropMsMax);
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) refuseSoon();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      clearTimeout(refusal);
      if (bytes > bytesMax) reject(tooLarge());
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on('error', () => reject(cutOff()));
    if (Number(request.headers['content-length']) > bytesMax) refuseSoon();
  });
}

/** @throws {Refused} `unsupported-media-type`. */
export function requireJson(request: Request): void {
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type) && !/charset=(?!"?utf-8\b)/i.test(type)) return;
  throw new Refused(
    'unsupported-media-type',
    'Send JSON in UTF-8, with the header Content-Type: application/json. Nothing was changed.',
  );
}

/** @throws {Refused} `invalid-request`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('invalid-request', 'The body is not valid JSON. Nothing was changed.');
  }
}

function requirePlain(request: Request): void {
  const { 'content-encoding': encoding = 'identity' } = request.headers;
  if (/^identity$/i.test(encoding)) return;
  throw new Refused(
    'unsupported-media-type',
    'Send the body as it is, without Content-Encoding. Nothing was changed.',
  );
}

function tooLarge(): Refused {
  return new Refused('payload-too-large', 'The request body is too large. Nothing was changed.');
}

function cutOff(): Refused {
  return new Refused('invalid-request', 'The request was cut off. Nothing was changed.');
}
