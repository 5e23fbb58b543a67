import { CodedError } from '#errors';
import { ProofError } from '#proof/proof-error.ts';
import { readLogKey } from '#proof/saved-log.ts';
import { parseVerifierKey } from '#proof/signed-note.ts';

const timeoutMs = 5_000;
/** An opening entry has at most 4,000 characters of terms and 20 prizes. */
const bytesMax = 128 * 1024;

/** `no-raffle`: the service has no such raffle. `no-answer`: it did not answer as it should. */
export class CannotFetch extends CodedError<'no-raffle' | 'no-answer'> {
  override name = 'CannotFetch';
}

/**
 * Fetches the first entry of a raffle's log and reads the key in it.
 *
 * @param service Scheme, host and port. Redirects are not followed, so no other host is asked.
 * @throws {CannotFetch}
 * @throws {ProofError} `malformed`: the entry has no key.
 */
export async function fetchLogKey(service: string, raffle: string): Promise<string> {
  const url = new URL(`/api/raffles/${encodeURIComponent(raffle)}/log?from=0&to=1`, service);
  const line = await fetchText(url);
  const logKey = readLogKey(line.trimEnd());
  if (logKey === undefined) {
    throw new ProofError('malformed', `The log at ${url.href} has no key in its first entry.`);
  }
  parseVerifierKey(logKey);
  return logKey;
}

async function fetchText(url: URL): Promise<string> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { redirect: 'error', signal });
    if (response.status === 404) {
      await response.body?.cancel();
      throw new CannotFetch('no-raffle', `There is no raffle at ${url.href}.`);
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new CannotFetch('no-answer', `${url.href} answered ${response.status}.`);
    }
    return await readBounded(response);
  } catch (cause) {
    if (cause instanceof CannotFetch) throw cause;
    throw new CannotFetch('no-answer', `${url.href} could not be fetched.`, { cause });
  }
}

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > bytesMax) throw new CannotFetch('no-answer', 'The first entry is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
