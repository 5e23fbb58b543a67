/** One piece of an event stream: an event, or only a sign of life. */
export interface StreamPiece {
  readonly event?: string;
  readonly data?: string;
}

/**
 * Reads server-sent events off a reply, and heartbeats too: `EventSource` hides those, and without
 * them a dead connection looks like a quiet one.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamPiece> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest = (rest + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      const blocks = rest.split('\n\n');
      rest = blocks.pop()!;
      if (blocks.length === 0) yield {};
      for (const block of blocks) yield parseBlock(block);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parseBlock(block: string): StreamPiece {
  const data: string[] = [];
  let event: string | undefined;
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') event = value;
  }
  return data.length === 0 ? {} : { event: event ?? 'message', data: data.join('\n') };
}
