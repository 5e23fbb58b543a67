import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { openChromium } from '../support/chromium.ts';
import { pictureTypes } from '../support/pictures.ts';
import { startTestService } from '../support/service.ts';

/** An empty page of another site, which accepts only resources that permit it. */
async function openOtherSite(t: ExecutionContext) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.end('<!doctype html><title>Another site</title>');
  }).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const page = await (await openChromium(t)).newPage();
  t.teardown(() => page.close());
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return page;
}

for (const type of pictureTypes) {
  test(`${type}: what a browser encodes is accepted, and another site shows it`, async (t) => {
    const { url, operator } = await startTestService(t);
    const page = await openOtherSite(t);
    const numbers = await page.evaluate(async (type) => {
      const canvas = new OffscreenCanvas(600, 400);
      const context = canvas.getContext('2d')!;
      const colours = context.createLinearGradient(0, 0, 600, 400);
      colours.addColorStop(0, 'red');
      colours.addColorStop(1, 'rgba(0, 0, 255, 0.5)');
      context.fillStyle = colours;
      context.fillRect(0, 0, 600, 400);
      const file = await canvas.convertToBlob({ type, quality: 0.8 });
      return [...new Uint8Array(await file.arrayBuffer())];
    }, type);
    const file = { bytes: Uint8Array.from(numbers), type };
    const { picture } = await operator.call('uploadPicture', { file });
    const size = await page.evaluate(
      (address) =>
        new Promise<number[]>((resolve, reject) => {
          const image = new Image();
          image.addEventListener('load', () => resolve([image.naturalWidth, image.naturalHeight]));
          image.addEventListener('error', () => reject(new Error('The picture was not shown.')));
          image.src = address;
        }),
      `${url}/api/pictures/${picture}`,
    );
    t.deepEqual(size, [600, 400]);
  });
}
