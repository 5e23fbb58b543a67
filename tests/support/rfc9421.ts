import { sign, verify, type KeyObject } from 'node:crypto';

/** The signed message. Written from RFC 9421 alone, independent of the code under test. */
export interface Message {
  readonly method: string;
  readonly authority: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Section 2.5: the bytes that are signed. `parameters` is the value after the label. */
export function signatureBase(message: Message, parameters: string): string {
  const covered = [...parameters.slice(0, parameters.indexOf(')')).matchAll(/"([^"]+)"/g)];
  const lines = covered.map(([, name]) => `"${name}": ${componentValue(message, name!)}`);
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

/** Sections 2.1 and 2.2. An absent query counts as an empty one. */
function componentValue({ method, authority, target, headers }: Message, name: string): string {
  const queryAt = target.includes('?') ? target.indexOf('?') : target.length;
  switch (name) {
    case '@method':
      return method;
    case '@authority':
      return authority.toLowerCase();
    case '@target-uri':
      return `http://${authority}${target}`;
    case '@path':
      return target.slice(0, queryAt);
    case '@query':
      return target.slice(queryAt) || '?';
    default:
      return headers[name]!.trim();
  }
}

/** Section 3.1. The order of `components` and `parameters` is kept. */
export function signMessage(
  message: Message,
  {
    label,
    components,
    parameters,
    privateKey,
  }: {
    readonly label: string;
    readonly components: readonly string[];
    readonly parameters: readonly (readonly [name: string, value: string | number])[];
    readonly privateKey: KeyObject;
  },
): { 'signature-input': string; signature: string } {
  const names = components.map((name) => `"${name}"`).join(' ');
  const values = parameters.map(
    ([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`,
  );
  const input = `(${names})${values.join('')}`;
  const bytes = sign(null, Buffer.from(signatureBase(message, input)), privateKey);
  return {
    'signature-input': `${label}=${input}`,
    signature: `${label}=:${bytes.toString('base64')}:`,
  };
}

/** Section 3.2, for a request with one signature. */
export function verifyMessage(message: Message, label: string, publicKey: KeyObject): boolean {
  const input = message.headers['signature-input'] ?? '';
  const signature = message.headers['signature'] ?? '';
  if (!input.startsWith(`${label}=(`) || !signature.startsWith(`${label}=:`)) return false;
  const base = signatureBase(message, input.slice(label.length + 1));
  const bytes = Buffer.from(signature.slice(label.length + 2, -1), 'base64');
  return verify(null, Buffer.from(base), publicKey, bytes);
}
