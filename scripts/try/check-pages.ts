import { openChromium } from '../../tests/support/chromium.ts';

const club = 'https://club.example.org';

/**
 * Opens the page of the raffle, the admin app, and a dashboard on another site in a browser.
 *
 * @throws {Error} A page does not show what it should, or its policy was violated.
 */
export async function checkPages({
  publicUrl,
  adminUrl,
}: {
  readonly publicUrl: string;
  readonly adminUrl: string;
}): Promise<void> {
  const steps: (() => unknown)[] = [];
  const browser = await openChromium(
    { teardown: (step) => steps.push(step) },
    {
      args: [
        '--host-resolver-rules=MAP *.example.org 127.0.0.1',
        // The names of other sites are public, and here they lead to this machine.
        '--disable-features=LocalNetworkAccessChecks',
      ],
    },
  );
  try {
    // No service worker, because browsers refuse one with this certificate.
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      serviceWorkers: 'block',
      locale: 'en-GB',
    });
    const faults: string[] = [];
    const page = await context.newPage();
    page.on('console', (message) => {
      // A visitor who is not signed in has no account.
      const isExpected = message.location().url.endsWith('/api/me');
      if (message.type() === 'error' && !isExpected) faults.push(message.text());
    });
    await page.goto(`${publicUrl}/raffles/spring`);
    await page.getByRole('heading', { name: 'Spring fair' }).waitFor();
    await page.goto(`${adminUrl}/`);
    await page.getByRole('heading').first().waitFor();
    const { origin } = new URL(page.url());
    if (origin !== adminUrl) throw new Error(`The admin app is at ${origin}.`);
    await page.route(`${club}/`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html>
          <script>document.addEventListener('raffle-ready', ({ detail }) => { document.title = detail.raffleId })</script>
          <script type="module" src="${publicUrl}/embed.js"></script>
          <raffle-dashboard raffle="spring"></raffle-dashboard>`,
      }),
    );
    await page.goto(`${club}/`);
    await page.waitForFunction("document.title === 'spring'").catch((cause: unknown) => {
      throw new Error(`The embedded dashboard is not ready: ${faults.join('\n')}`, { cause });
    });
    if (faults.length > 0) throw new Error(`Errors of the pages: ${faults.join('\n')}`);
  } finally {
    for (const step of steps) await step();
  }
}
