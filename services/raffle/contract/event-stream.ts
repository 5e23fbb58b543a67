import { createParser, type EventSourceMessage } from 'eventsource-parser';

/**
 * Reads server-sent events from the body of a reply.
 *
 * @yields Each complete event; undefined for bytes that complete none, such as a heartbeat, so that
 *   the caller can tell a quiet connection from a dead one. (`EventSource` hides heartbeats.)
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<EventSourceMessage | undefined> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      if (events.length === 0) yield undefined;
      yield* events.splice(0);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
