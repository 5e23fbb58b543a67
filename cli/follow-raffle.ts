import { endpoints } from '#contract/endpoints.ts';
import { ProblemReply, readProblem, ServiceUnreachable } from '#contract/client.ts';
import { RaffleView } from '#contract/schemas.ts';
import { readEvents } from './event-stream.ts';

/** The service sends something every 15 s; three times that without a byte is a dead line. */
const silenceMsMax = 45_000;

/**
 * Follows a raffle over one connection: the whole view, now and at every change.
 *
 * @throws {ProblemReply} the service refused.
 * @throws {ServiceUnreachable} the line is dead. It may also just end, when the service stops.
 */
export async function* followRaffle(
  baseUrl: string,
  { id, signal }: { readonly id: string; readonly signal: AbortSignal },
): AsyncGenerator<RaffleView> {
  const url = new URL(endpoints.streamRaffle.path.replace(':id', encodeURIComponent(id)), baseUrl);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMsMax);
  try {
    const reply = await fetch(url, {
      headers: { accept: 'text/event-stream, application/problem+json' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!reply.ok) throw await readProblem(reply);
    for await (const event of readEvents(readText(reply, () => timer.refresh()))) {
      if (event.type === 'raffle') yield RaffleView.parse(JSON.parse(event.data));
    }
  } catch (cause) {
    if (cause instanceof ProblemReply || cause instanceof ServiceUnreachable) throw cause;
    throw new ServiceUnreachable(`No raffle to follow at ${url.origin}.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function* readText(reply: Response, onBytes: () => void): AsyncGenerator<string> {
  const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isStream || reply.body === null) {
    throw new ServiceUnreachable(`${new URL(reply.url).origin} answered, but not with a stream.`);
  }
  const decoder = new TextDecoder();
  for await (const bytes of reply.body) {
    onBytes();
    yield decoder.decode(bytes, { stream: true });
  }
}
