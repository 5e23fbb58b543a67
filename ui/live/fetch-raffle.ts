import { ProblemDetails, RaffleView } from '#contract/schemas.ts';

export type Fetched =
  | {
      readonly kind: 'raffle';
      readonly raffle: RaffleView;
      readonly etag: string | undefined;
      readonly date: string | null;
    }
  | { readonly kind: 'unchanged'; readonly date: string | null }
  | { readonly kind: 'unknown-raffle' };

/**
 * Asks for a raffle once. With the tag of what is known already, an unchanged raffle costs no body.
 * (From another origin the tag cannot be read, so nothing is sent that would need a preflight.)
 *
 * @throws {Error} nothing that can be understood came back.
 */
export async function fetchRaffle(
  url: string,
  { etag, signal }: { readonly etag: string | undefined; readonly signal: AbortSignal },
): Promise<Fetched> {
  const headers = etag === undefined ? {} : { 'if-none-match': etag };
  const reply = await fetch(url, { headers, signal, credentials: 'omit', cache: 'no-store' });
  const date = reply.headers.get('date');
  if (reply.status === 304) return { kind: 'unchanged', date };
  const body: unknown = await reply.json();
  if (isUnknownRaffle(body)) return { kind: 'unknown-raffle' };
  const raffle = RaffleView.parse(body);
  return { kind: 'raffle', raffle, etag: reply.headers.get('etag') ?? undefined, date };
}

export function isUnknownRaffle(body: unknown): boolean {
  const problem = ProblemDetails.safeParse(body);
  return problem.success && problem.data.code === 'raffle-not-found';
}
