import test from 'ava';
import { readEvents } from '#contract/event-stream.ts';

/** Reads a stream of chunks as pairs of event and data; undefined for a chunk without an event. */
async function read(...chunks: readonly (string | Uint8Array)[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  const read = [];
  for await (const event of readEvents(body)) read.push(event && [event.event, event.data]);
  return read;
}

async function readEventsOf(...chunks: readonly (string | Uint8Array)[]) {
  return (await read(...chunks)).filter((event) => event !== undefined);
}

test('readEvents() reads the same events for any division into chunks', async (t) => {
  const text =
    'event: raffle\r\nid: 1\r\ndata: a\r\ndata:b\r\n\r\n:\n\ndata\n\nevent: x\rdata:  c\r\r';
  const events = [
    ['raffle', 'a\nb'],
    [undefined, ''],
    ['x', ' c'],
  ];
  t.deepEqual(await readEventsOf(`${text}\n`), events);
  for (let cut = 1; cut < text.length; cut += 1) {
    const [first, rest] = [text.slice(0, cut), `${text.slice(cut)}\n`];
    t.deepEqual(await readEventsOf(first, rest), events, `cut at ${cut}`);
  }
  t.deepEqual(await readEventsOf(...text.split(''), '\n'), events);
});

test('readEvents() reads a character whose bytes are in two chunks', async (t) => {
  const bytes = new TextEncoder().encode('data: ü\n\n');
  t.deepEqual(await readEventsOf(bytes.slice(0, 7), bytes.slice(7)), [[undefined, 'ü']]);
});

test('readEvents() yields no event that is incomplete or has no data', async (t) => {
  t.deepEqual(await readEventsOf('event: raffle\ndata: a\n'), []);
  t.deepEqual(await readEventsOf('event: raffle\nid: 7\n\n'), []);
});

test('readEvents() yields undefined for a heartbeat', async (t) => {
  t.deepEqual(await read(':\n\n', 'data: a\n\n', ':\n\n'), [
    undefined,
    [undefined, 'a'],
    undefined,
  ]);
});
