import type { ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import type { AdminRole } from '#contract/schemas.ts';
import type { Stage } from './browser-suite.ts';
import { invite } from './newcomer.ts';
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts';

/** What the service needs to serve the admin app as well, on any free port. */
export const withAdminApp = async () => ({ RAFFLE_ADMIN_PORT: '0' });

export interface AdminVisitor extends Visitor {
  readonly adminUrl: string;
  /** Opens a page of the app by the part of its address after `#`. */
  goTo(hash: string): Promise<void>;
}

export type AdminVisitorOptions = Omit<VisitorOptions, 'url'>;

/** Somebody at the admin app whose browser has no key yet. */
export async function openAdmin(
  t: ExecutionContext,
  { browser, adminLink }: Stage,
  options: AdminVisitorOptions = {},
): Promise<AdminVisitor> {
  const adminUrl = new URL(adminLink!).origin;
  const visitor = await openVisitor(t, browser, { url: adminUrl, ...options });
  const goTo = async (hash: string) => {
    await visitor.page.goto(`${adminUrl}/${hash}`);
    await visitor.page.locator('h1').first().waitFor();
  };
  return { ...visitor, adminUrl, goTo };
}

/** Lets this browser in, by a new invitation. */
export async function enrol(
  page: Page,
  { operator }: Stage,
  who: { name?: string; role?: AdminRole } = {},
): Promise<void> {
  const { link } = await invite(operator, who);
  await page.goto(link);
  await page.getByRole('button', { name: /^(Enrol|Schlüssel)/ }).click();
  await page.locator('output').waitFor();
}

/** What a page under the app's policy refuses. */
export const forbidden = ['markup', 'policy', 'code', 'script'];

/** Attempts all of that, and names what was refused. (A text: a function would lose its names.) */
export async function attemptForbidden(page: Page, foreignUrl: string): Promise<string[]> {
  return page.evaluate(`(async () => {
    const attempts = {
      markup: () => { document.body.innerHTML = '<b>markup</b>'; },
      policy: () => trustedTypes.createPolicy('mine', { createHTML: (text) => text }),
      code: () => Function('return 1')(),
      script: () => { document.createElement('script').src = '${foreignUrl}/main.js'; },
    };
    // While the browser evaluates this for us, it lets code through that the policy would stop.
    await new Promise((resolve) => setTimeout(resolve));
    const refused = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      try { attempt(); } catch { refused.push(name); }
    }
    return refused;
  })()`);
}
