import test from 'ava';
import type { Page } from 'playwright-core';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup);
  return { RAFFLE_EMBED_ORIGINS: host.origin };
});

/** Everything but the element around the raffle: its size is the host's decision. */
const hostileRules = `
html { font-size: 62.5% !important; }
body { color: fuchsia; font: italic 30px / 3 fantasy; text-align: right; letter-spacing: 4px; }
header { background: #1b3a8a; }
h1, h2, p, ul, li, section, article { margin: 40px; padding: 9px; text-transform: uppercase; }
button, input, dialog { all: unset; border: 5px dotted lime; font-size: 40px; }
[role], [class^='raffle'], [lang] { display: inline; position: static; }
:focus, :hover { outline: 9px solid red !important; }
body *:not(#raffle) {
  display: inline !important; color: red !important; background: yellow !important;
  font: 9px / 3 fantasy !important; margin: 13px !important; padding: 7px !important;
  border: 3px solid lime !important; box-sizing: content-box !important; opacity: 0.5 !important;
  letter-spacing: 5px !important; text-transform: uppercase !important; position: static !important;
  transform: rotate(3deg) !important; visibility: hidden !important; cursor: wait !important;
}
body *::before, body *::after { content: 'hostile' !important; }`;

/**
 * The computed styles of an element, of all elements inside and of their pseudo-elements, once no
 * transition is under way: reduced motion ends each within a frame, but that frame must have come.
 */
async function readStyles(page: Page, selector = 'raffle-dashboard'): Promise<string[]> {
  return page.evaluate(async (place) => {
    const elements: Element[] = [document.querySelector(place)!];
    // Grows while it is read.
    for (const element of elements) {
      elements.push(...element.children, ...(element.shadowRoot?.children ?? []));
    }
    const transitions = elements.flatMap((element) => element.getAnimations());
    await Promise.allSettled(
      transitions.filter((each) => each instanceof CSSTransition).map((each) => each.finished),
    );
    return elements.flatMap((element) =>
      [null, '::before', '::after'].map((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const values = [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`);
        return `${element.tagName} ${element.className} ${pseudo ?? ''}\n${values.join('\n')}`;
      }),
    );
  }, selector);
}

async function applyHostileRules(page: Page, areApplied: boolean): Promise<void> {
  await page.evaluate(
    (rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    },
    areApplied ? hostileRules : '',
  );
}

/** Lists the differences made by the hostile rules, one line per property. */
async function compareStyles(page: Page, selector?: string): Promise<string[]> {
  await applyHostileRules(page, false);
  const before = await readStyles(page, selector);
  await applyHostileRules(page, true);
  const after = await readStyles(page, selector);
  await applyHostileRules(page, false);
  if (before.length !== after.length) return [`${before.length} elements, then ${after.length}`];
  return before.flatMap((style, index) => {
    const [name, ...lines] = style.split('\n');
    const others = after[index]!.split('\n');
    return lines.flatMap((line, place) =>
      line === others[place + 1] ? [] : [`${name} ${line} → ${others[place + 1]}`],
    );
  });
}

test('a hostile style sheet of the host changes nothing in the embedded dashboard', async (t) => {
  const { browser, url, openRaffle } = stage();
  const { page } = await openVisitor(t, browser, {
    url,
    email: 'style@example.org',
    reducedMotion: 'reduce',
    viewport: { width: 1000, height: 900 },
  });
  host.embed(url, await openRaffle({ capacity: 10 }));
  await page.goto(host.origin);
  const embedded = new RafflePage(page);
  await embedded.seesLeft(10);
  // The button has its final state once the session is known.
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
  await page.getByText('All 10 tickets', { exact: true }).click();
  // The page's own link inside the element is the page's.
  await page.evaluate(() => document.querySelector('raffle-dashboard')!.replaceChildren());
  // The rules can reach the control, and a scroll bar changes no width.
  await page.evaluate(() => {
    document.documentElement.style.overflowY = 'scroll';
    const control = document.body.appendChild(document.createElement('div'));
    control.id = 'control';
    control.append(document.createElement('button'));
  });
  t.not((await compareStyles(page, '#control')).length, 0);
  t.deepEqual(await compareStyles(page), []);

  await applyHostileRules(page, true);
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in to buy' }).click();
  await (await popup).getByRole('button', { name: 'Continue' }).click();
  t.is(await embedded.buyOne(), 1);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  // After a purchase the Buy button is disabled for a moment.
  await page.getByRole('button', { name: /^Buy/, disabled: false }).waitFor();
  await page.getByRole('button', { name: 'Show the receipt for ticket 1', exact: true }).click();
  await page.getByRole('dialog').getByText('This receipt proves').waitFor();
  t.deepEqual(await compareStyles(page), [], 'with a receipt on top');
});
