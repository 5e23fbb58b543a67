import { isUtf8 } from 'node:buffer';
import type { Request } from 'express';
import { limits } from '../../config/limits.ts';
import { HttpProblem } from './http-problem.ts';

/**
 * Reads a body of JSON in UTF-8.
 *
 * @param bytesMax The largest body, in bytes.
 * @throws {HttpProblem} `unsupported-media-type`, `payload-too-large` or `invalid-request`.
 */
export async function readJson(request: Request, bytesMax: number): Promise<unknown> {
  requireJson(request);
  const body = await readBody(request, bytesMax);
  if (isUtf8(body)) return parseJson(body.toString());
  throw new HttpProblem('invalid-request', 'The body is not UTF-8. Nothing was changed.');
}

/**
 * Reads the bytes of a body. They may be the bytes that a signature covers, so nothing decodes them.
 * The bytes of a body that is too large are discarded. It is refused at its end, or one second after
 * it is known to be too large: a client that is still sending may not read a reply.
 *
 * @param bytesMax The largest body, in bytes.
 * @throws {HttpProblem} `payload-too-large`; `unsupported-media-type` if it is encoded;
 *   `invalid-request` if the request was cut off.
 */
export function readBody(request: Request, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    if (encoding.toLowerCase() !== 'identity') throw encoded();
    // Neither does a request without a body emit events (`listen`), nor a closed one.
    if (request.readableEnded && !request.readableDidRead) return resolve(Buffer.alloc(0));
    if (request.destroyed) throw cutOff();
    const chunks: Buffer[] = [];
    let bytes = 0;
    let refusal: NodeJS.Timeout | undefined;
    const refuseSoon = () => {
      refusal ??= setTimeout(() => reject(tooLarge()), limits.bodyDropMsMax).unref();
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) refuseSoon();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      clearTimeout(refusal);
      const [first] = chunks;
      if (bytes > bytesMax) reject(tooLarge());
      else resolve(first?.length === bytes ? first : Buffer.concat(chunks));
    });
    request.on('error', () => {
      clearTimeout(refusal);
      reject(cutOff());
    });
    if (Number(request.headers['content-length']) > bytesMax) refuseSoon();
  });
}

/** @throws {HttpProblem} `unsupported-media-type`. */
export function requireJson(request: Request): void {
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type) && !otherCharset.test(type)) return;
  throw new HttpProblem(
    'unsupported-media-type',
    'Send JSON in UTF-8, with the header Content-Type: application/json. Nothing was changed.',
  );
}

const otherCharset = /charset\s*=(?!\s*"?utf-8"?\s*(?:;|$))/i;

/** @throws {HttpProblem} `invalid-request`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem('invalid-request', 'The body is not valid JSON. Nothing was changed.');
  }
}

function encoded(): HttpProblem {
  return new HttpProblem(
    'unsupported-media-type',
    'Send the body as it is, without Content-Encoding. Nothing was changed.',
  );
}

function cutOff(): HttpProblem {
  return new HttpProblem('invalid-request', 'The request was cut off. Nothing was changed.');
}

function tooLarge(): HttpProblem {
  return new HttpProblem(
    'payload-too-large',
    'The request body is too large. Nothing was changed.',
  );
}
