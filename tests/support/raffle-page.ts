import type { Locator, Page } from 'playwright-core';
import { readCode } from './service.ts';

/** The participant app as a person meets it: by roles and names, in English. */
export class RafflePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get buyButton(): Locator {
    return this.page.getByRole('button', { name: /^(Buy|Finish buying) \d+ ticket/ });
  }

  /** What it says where it cannot buy, and why. */
  get buyArea(): Locator {
    return this.page.getByRole('main');
  }

  async open(raffleId: string): Promise<this> {
    await this.page.goto(`/raffles/${raffleId}`);
    await this.pool.waitFor();
    return this;
  }

  get pool(): Locator {
    return this.page.getByRole('meter', { name: 'Tickets left' });
  }

  /** Waits until the meter says how many are left. */
  async seesLeft(count: number): Promise<void> {
    await this.page.locator(`[role~=meter][aria-valuenow="${count}"]`).waitFor();
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Buys one and waits for its number. */
  async buyOne(): Promise<number> {
    await this.buyButton.click();
    const title = this.page.getByText(/^Tickets? \d+.* yours$/).first();
    return Number(/\d+/.exec((await title.textContent()) ?? '')?.[0]);
  }

  /** Signs in with the code from the service's own mailbox. */
  async signIn(url: string, email: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await this.page.getByRole('button', { name: 'Send me a code' }).click();
    const code = this.page.getByRole('textbox', { name: 'Code from the mail' });
    await code.waitFor();
    // The last digit sends it.
    await code.fill(await readCode(url, email));
  }
}
