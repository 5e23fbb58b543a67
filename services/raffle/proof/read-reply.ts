import { concat } from './bytes.ts';

/**
 * Reads the body of a reply of a server that is not trusted.
 *
 * @param bytesMax A longer body is not read to its end.
 * @throws {Error} The body is longer, or the connection ended.
 */
export async function readReply({ body }: Response, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error(`The answer is longer than ${bytesMax} bytes.`);
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(concat(...chunks));
}
