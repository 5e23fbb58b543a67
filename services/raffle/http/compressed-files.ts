import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

const brotli = promisify(brotliCompress);
/** A plain name in the folder itself, of a kind that is text. */
const textFile = /^\/([\w-][\w.-]*\.(?:js|css|json))$/;

interface CompressedFile {
  readonly body: Buffer;
  readonly etag: string;
}

/**
 * Serves the text files of a folder with Brotli: three tenths of the bytes, on a phone in a full
 * hall. Each is compressed when it is first asked for and kept. What is no such file, and who does
 * not take Brotli, goes on to the next handler.
 *
 * @param setHeaders Says how long a file of this name may be kept, and by whom.
 * @param compress Gives the file at a path, compressed.
 */
export function compressedFiles(
  folder: string,
  setHeaders: (response: Response, name: string) => void,
  compress = compressFile,
): RequestHandler {
  const kept = new Map<string, Promise<CompressedFile>>();
  const find = async (name: string): Promise<CompressedFile | undefined> => {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() !== true) return undefined;
    // A file that was built again is another file.
    const key = `${name} ${found.mtimeMs}`;
    const compressed = kept.get(key) ?? compress(path);
    kept.set(key, compressed);
    // What failed once, for want of memory or of a file handle, is tried again.
    compressed.catch(() => kept.delete(key));
    return compressed;
  };
  return async (request, response, next) => {
    response.vary('Accept-Encoding');
    const name = textFile.exec(request.path)?.[1];
    const file = name !== undefined && takesBrotli(request) ? await find(name) : undefined;
    if (name === undefined || file === undefined) return next();
    setHeaders(response, name);
    response.type(name).set({ 'content-encoding': 'br', etag: file.etag });
    if (request.fresh) response.status(304).end();
    else response.send(file.body);
  };
}

function takesBrotli(request: Request): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && request.acceptsEncodings(['br', 'identity']) === 'br';
}

async function compressFile(path: string): Promise<CompressedFile> {
  const text = await readFile(path);
  const body = await brotli(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  return { body, etag: `"${hash('sha256', body, 'base64url')}"` };
}
