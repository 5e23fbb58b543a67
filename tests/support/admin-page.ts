import type { Page } from 'playwright-core';
import type { AdminRole } from '#contract/admin-keys.ts';
import type { Stage } from './browser-suite.ts';
import { invite } from './new-operators.ts';
import type { Teardown } from './service.ts';
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts';

/** Environment with which the service also serves the admin app, on any free port. */
export const withAdminApp = async () => ({ RAFFLE_ADMIN_PORT: '0' });

export interface AdminVisitor extends Visitor {
  readonly adminUrl: string;
  /** Opens a page of the app by the part of its address after `#`. */
  goTo(hash: string): Promise<void>;
}

export type AdminVisitorOptions = Omit<VisitorOptions, 'url'>;

/** Opens the admin app in a browser that has no key yet. */
export async function openAdmin(
  t: Teardown,
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

/** Enrols this browser's key with a new invitation. */
export async function enrol(
  page: Page,
  { operator }: Stage,
  who: { name?: string; role?: AdminRole } = {},
): Promise<void> {
  const { link } = await invite(operator, who);
  await page.goto(link);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
  await page.locator('output').waitFor();
}

/** Opens the admin app in a browser whose key is enrolled. */
export async function openOperator(
  t: Teardown,
  stage: Stage,
  options?: AdminVisitorOptions,
): Promise<AdminVisitor> {
  const visitor = await openAdmin(t, stage, options);
  await enrol(visitor.page, stage);
  return visitor;
}

/** Tickets that a busy machine sells in time for one reply. */
const orderMax = 20_000;

/** Creates a rehearsal with generated purchases, and returns its id. */
export async function openRehearsal(
  { operator }: Stage,
  tickets: number,
  capacity = tickets,
): Promise<string> {
  const { id } = await operator.call('createRaffle', {
    body: { title: 'Spring', capacity, rehearsal: true },
  });
  for (let left = tickets; left > 0; left -= orderMax) {
    const body = { tickets: Math.min(left, orderMax) };
    await operator.call('rehearseRaffle', { params: { id }, body });
  }
  return id;
}

/** Attempts that the content security policy of the admin app refuses. */
export const forbidden = ['markup', 'policy', 'code', 'script'];

/** Makes these attempts in the page and returns the refused ones. */
export async function attemptForbidden(page: Page, foreignUrl: string): Promise<string[]> {
  return page.evaluate(`(async () => {
    const attempts = {
      markup: () => { document.body.innerHTML = '<b>markup</b>'; },
      policy: () => trustedTypes.createPolicy('mine', { createHTML: (text) => text }),
      code: () => Function('return 1')(),
      script: () => { document.createElement('script').src = '${foreignUrl}/main.js'; },
    };
    // The policy does not apply to code while Playwright's evaluation is on the stack.
    await new Promise((resolve) => setTimeout(resolve));
    const refused = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      try { attempt(); } catch { refused.push(name); }
    }
    return refused;
  })()`);
}
