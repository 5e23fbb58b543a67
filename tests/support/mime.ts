import type { ReceivedMail } from './mail-server.ts';

export interface MimePart {
  /** By lower-case name, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly content: string;
}

/** The headers of a received mail, by lower-case name. */
export function headersOf({ text }: ReceivedMail): ReadonlyMap<string, string> {
  return parsePart(text).headers;
}

/** The parts of a received mail that contain no other parts, decoded as UTF-8. */
export function partsOf({ text }: ReceivedMail): MimePart[] {
  return splitPart(parsePart(text));
}

function splitPart(part: MimePart): MimePart[] {
  const boundary = /boundary="([^"]+)"/.exec(part.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [part];
  return part.content
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((each) => splitPart(parsePart(each.replace(/^\r\n/, '').replace(/\r\n$/, ''))));
}

function parsePart(text: string): MimePart {
  const end = text.indexOf('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const body = text.slice(end + 4);
  return { headers, content: decode(body, headers.get('content-transfer-encoding')) };
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString().replaceAll('\r\n', '\n');
}
