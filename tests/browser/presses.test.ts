import test from 'ava';
import type { Page } from 'playwright-core';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { openVisitor, phone, type VisitorOptions } from '../support/visitor.ts';

const stage = shareStage(test);

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Puts a pointer down at a place, and later up again at the same place or at another one. */
interface Pointer {
  down(at: Point): Promise<void>;
  up(at: Point): Promise<void>;
}

function mouseOf({ mouse }: Page): Pointer {
  return {
    async down({ x, y }) {
      await mouse.move(x, y);
      await mouse.down();
    },
    async up({ x, y }) {
      await mouse.move(x, y);
      await mouse.up();
    },
  };
}

/** A finger. Playwright itself only taps. */
async function fingerOf(page: Page): Promise<Pointer> {
  const session = await page.context().newCDPSession(page);
  const send = async (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    down: async (at) => void (await send('touchStart', [at])),
    async up(at) {
      await send('touchMove', [at]);
      await send('touchEnd', []);
    },
  };
}

const devices: readonly {
  readonly name: string;
  readonly options: Omit<VisitorOptions, 'url'>;
  readonly pointerOf: (page: Page) => Pointer | Promise<Pointer>;
}[] = [
  { name: 'mouse', options: {}, pointerOf: mouseOf },
  { name: 'finger', options: { hasTouch: true }, pointerOf: fingerOf },
];

/** Moves everything on the page down, and waits until that is seen. */
async function pushDown(page: Page, pixels: number): Promise<void> {
  await page.evaluate((height) => {
    const block = document.createElement('div');
    block.style.height = `${height}px`;
    document.body.prepend(block);
  }, pixels);
  await twoFrames(page);
}

async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

async function middleOf(page: RafflePage): Promise<Point> {
  const { x, y, width, height } = (await page.buyButton.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

for (const { name, options, pointerOf } of devices) {
  test.serial(`a press by ${name} counts though the page moves the button away`, async (t) => {
    const { browser, url, openRaffle } = stage();
    const email = `${name}@example.org`;
    const { page } = await openVisitor(t, browser, { url, email, ...options });
    const raffle = await new RafflePage(page).open(await openRaffle({ perPersonLimit: 2 }));
    await raffle.buyButton.click({ trial: true });
    const pointer = await pointerOf(page);
    const at = await middleOf(raffle);
    await pointer.down(at);
    await pushDown(page, 150);
    await pointer.up(at);
    await raffle.confirmButton.waitFor();
    t.pass();
  });

  test.serial(`a ${name} that leaves the button takes its press back`, async (t) => {
    const { browser, url, openRaffle } = stage();
    const email = `${name}.leaves@example.org`;
    const { page } = await openVisitor(t, browser, { url, email, ...options });
    const question = page.waitForResponse('**/assets/confirm.*.js');
    const raffle = await new RafflePage(page).open(await openRaffle({ perPersonLimit: 2 }));
    await raffle.buyButton.click({ trial: true });
    await question;
    const pointer = await pointerOf(page);
    const at = await middleOf(raffle);
    await pointer.down(at);
    await pointer.up({ x: at.x, y: at.y - 120 });
    await twoFrames(page);
    t.is(await raffle.confirmButton.count(), 0);
    await raffle.askToBuy();
  });
}

/** Holds back a part of the app until the returned function is called. */
async function holdPart(page: Page, name: string): Promise<() => void> {
  let release = () => {};
  const promise = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/assets/${name}.*.js`, async (route) => {
    await promise;
    await route.continue();
  });
  return () => release();
}

test.serial('on a phone, what comes late does not move the button that buys', async (t) => {
  const { browser, url, openRaffle } = stage();
  const email = 'phone@example.org';
  const { page } = await openVisitor(t, browser, { url, email, ...phone });
  const release = await holdPart(page, 'about');
  const raffle = await new RafflePage(page).open(await openRaffle({ perPersonLimit: 2 }));
  await page.getByRole('textbox', { name: 'How many' }).waitFor();
  const before = await middleOf(raffle);
  release();
  await page
    .getByRole('button', { name: /^(Share|Copy)/ })
    .first()
    .waitFor();
  await twoFrames(page);
  t.deepEqual(await middleOf(raffle), before);
});

test.serial(
  'a press whose question is still loading shows that, and the question follows',
  async (t) => {
    const { browser, url, openRaffle } = stage();
    const { page } = await openVisitor(t, browser, { url, email: 'slow@example.org' });
    const release = await holdPart(page, 'confirm');
    const raffle = await new RafflePage(page).open(await openRaffle({ perPersonLimit: 2 }));
    await raffle.buyButton.click();
    await page.getByRole('button', { name: 'One moment …' }).waitFor();
    release();
    await raffle.confirmButton.waitFor();
    t.pass();
  },
);
