/** A request as text. `host` is that of the server's public address, which signatures cover. */
export interface RequestText {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Requests ready to be sent, one after the other in one piece of memory. */
export interface EncodedRequests {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each request ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Encodes requests of ASCII text. */
export function encodeRequests(url: string, requests: readonly RequestText[]): EncodedRequests {
  const { host } = new URL(url);
  const texts = requests.map((request) => encode(host, request));
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [index, text] of texts.entries()) ends[index] = end += text.length;
  return { bytes: new Uint8Array(Buffer.from(texts.join(''), 'latin1')), ends };
}

function encode(host: string, { method, path, headers = {}, body }: RequestText): string {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push(`content-length: ${body.length}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** What a load reads of a reply: its status, and how many bytes belong to it. */
export interface ReplyHead {
  readonly status: number;
  readonly headBytes: number;
  readonly bodyBytes: number;
}

const endOfHead = Buffer.from('\r\n\r\n');
/** As Express and as the service write it. */
const lengthNames = ['\r\nContent-Length: ', '\r\ncontent-length: '].map((name) =>
  Buffer.from(name),
);
const zero = 0x30;

/**
 * Reads the head at the start of these bytes; undefined if it is not complete.
 *
 * @param count How many of the bytes were received.
 * @throws {Error} if the length of the body is not given.
 */
export function readReplyHead(bytes: Buffer, count = bytes.length): ReplyHead | undefined {
  const end = bytes.indexOf(endOfHead);
  if (end === -1 || end + endOfHead.length > count) return undefined;
  const headBytes = end + endOfHead.length;
  const status = readNumber(bytes, 'HTTP/1.1 '.length);
  if (status === 304 || status === 204) return { status, headBytes, bodyBytes: 0 };
  for (const name of lengthNames) {
    const at = bytes.indexOf(name);
    if (at !== -1 && at < end) {
      return { status, headBytes, bodyBytes: readNumber(bytes, at + name.length) };
    }
  }
  throw new Error(`A reply has no length:\n${bytes.toString('latin1', 0, end)}`);
}

function readNumber(bytes: Buffer, start: number): number {
  let number = 0;
  for (let at = start; bytes[at]! >= zero && bytes[at]! <= zero + 9; at += 1) {
    number = number * 10 + bytes[at]! - zero;
  }
  return number;
}
