import type { Locator, Page } from 'playwright-core';
import { readCode } from './service.ts';

/** Page object of the participant app: finds elements by English roles and names. */
export class RafflePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get buyButton(): Locator {
    return this.page.getByRole('button', { name: /^(Buy|Finish buying) \d+ ticket/ });
  }

  get confirmButton(): Locator {
    return this.page.getByRole('button', { name: /^Confirm \d+ ticket/ });
  }

  async askToBuy(): Promise<void> {
    await this.buyButton.click();
    await this.confirmButton.waitFor().catch(async (cause: unknown) => {
      throw new Error(`No question: ${await this.buyArea.innerText()}`, { cause });
    });
  }

  /** The sentence that says why buying is not possible. */
  get buyArea(): Locator {
    return this.page.getByRole('main');
  }

  async open(raffleId: string): Promise<this> {
    await this.page.goto(`/raffles/${raffleId}`);
    await this.page.getByRole('region', { name: 'Raffle', exact: true }).waitFor();
    return this;
  }

  get pool(): Locator {
    return this.page.getByRole('meter', { name: 'Tickets left' });
  }

  /** Waits until the meter shows this number of remaining tickets. */
  async seesLeft(count: number): Promise<void> {
    await this.page.locator(`[role~=meter][aria-valuenow="${count}"]`).waitFor();
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Buys one ticket and returns its number. */
  async buyOne(): Promise<number> {
    const titles = this.page.getByText(/^Tickets? \d+.* yours$/);
    // The notice of an earlier purchase may still be shown.
    const [earlier] = await titles.allTextContents();
    await this.askToBuy();
    await this.confirmButton.click();
    const title = earlier === undefined ? titles : titles.filter({ hasNotText: earlier });
    return Number(/\d+/.exec((await title.first().textContent()) ?? '')?.[0]);
  }

  /** Signs in with the code from the development mailbox. */
  async signIn(url: string, email: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await this.page.getByRole('button', { name: 'Send me a code' }).click();
    const code = this.page.getByRole('textbox', { name: 'Code from the mail' });
    await code.waitFor();
    // Typing the last digit sends the code.
    await code.fill(await readCode(url, email));
  }
}
