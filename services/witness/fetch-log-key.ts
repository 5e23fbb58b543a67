import * as z from 'zod/mini';
import { CodedError } from '#errors';
import { ProofError } from '#proof/proof-error.ts';
import { readReply } from '#proof/read-reply.ts';
import { readLogKey } from '#proof/saved-log.ts';
import { parseVerifierKey } from '#proof/signed-note.ts';

/** An opening entry has at most 4,000 characters of terms and 20 prizes. */
const entryLimits = { timeoutMs: 5_000, bytesMax: 128 * 1024 };
/** 20,000 raffles with 3 kB each. */
const listLimits = { timeoutMs: 60_000, bytesMax: 64 * 1024 ** 2 };

const RaffleIds = z.object({
  raffles: z.array(z.object({ id: z.string().check(z.regex(/^[\w-]{1,64}$/)) })),
});

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
  const line = await fetchText(url, entryLimits);
  const logKey = readLogKey(line.trimEnd());
  if (logKey === undefined) {
    throw new ProofError('malformed', `The log at ${url.href} has no key in its first entry.`);
  }
  parseVerifierKey(logKey);
  return logKey;
}

/**
 * Fetches the ids of the raffles that a service shows.
 *
 * @param service As in `fetchLogKey`.
 * @throws {CannotFetch}
 */
export async function fetchRaffleIds(service: string): Promise<string[]> {
  const url = new URL('/api/raffles', service);
  const text = await fetchText(url, listLimits);
  try {
    return RaffleIds.parse(JSON.parse(text)).raffles.map(({ id }) => id);
  } catch (cause) {
    throw new CannotFetch('no-answer', `${url.href} does not list raffles.`, { cause });
  }
}

async function fetchText(url: URL, { timeoutMs, bytesMax }: typeof entryLimits): Promise<string> {
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
    return await readReply(response, bytesMax);
  } catch (cause) {
    if (cause instanceof CannotFetch) throw cause;
    throw new CannotFetch('no-answer', `${url.href} could not be fetched.`, { cause });
  }
}
