import type { Page } from 'playwright-core';

/** Everything a page has been sent, bodies and streams, as text. */
export interface Payloads {
  /** So far; streams included up to their last byte. */
  text(): Promise<string>;
}

/** Listens on the wire from now on, below anything the page could hide. */
export async function collectPayloads(page: Page): Promise<Payloads> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  const pending = new Set<Promise<unknown>>();
  const take = (work: Promise<void>) => {
    const done = work.catch(() => undefined).finally(() => pending.delete(done));
    pending.add(done);
  };
  const decode = (data: string) => Buffer.from(data, 'base64').toString();

  session.on('Network.responseReceived', ({ requestId, response }) => {
    parts.push(JSON.stringify(response.headers));
    if (response.mimeType !== 'text/event-stream') return;
    take(
      session
        .send('Network.streamResourceContent', { requestId })
        .then(({ bufferedData }) => void parts.push(decode(bufferedData))),
    );
  });
  session.on('Network.dataReceived', ({ data }) => {
    if (data !== undefined) parts.push(decode(data));
  });
  session.on('Network.loadingFinished', ({ requestId }) => {
    take(
      session
        .send('Network.getResponseBody', { requestId })
        .then(({ body, base64Encoded }) => void parts.push(base64Encoded ? decode(body) : body)),
    );
  });
  await session.send('Network.enable');
  return {
    async text() {
      await Promise.all(pending);
      return parts.join('\n');
    },
  };
}
