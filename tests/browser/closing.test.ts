import test, { type ExecutionContext } from 'ava';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { problemOf, signInAt } from '../support/service.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { openVisitor, phone } from '../support/visitor.ts';

const stage = shareStage(test, withAdminApp);

/** How long sales last in the first attempt. A slow machine gets twice as long in the next one. */
const salesMsMin = 5000;
const salesMsMax = 80_000;

/** Opens two buyers’ phones and a seller’s, before there is a raffle to close. */
async function openPages(t: ExecutionContext) {
  const { browser, url } = stage();
  const [buyer, asking, desk] = await Promise.all([
    openVisitor(t, browser, { url, email: 'ann@example.org', ...phone }),
    openVisitor(t, browser, { url, email: 'bea@example.org', ...phone }),
    openAdmin(t, stage(), phone),
  ]);
  await enrol(desk.page, stage(), { name: 'Sam', role: 'seller' });
  return { buyer, asking, desk };
}

/** Creates a raffle that closes after `salesMs`, sells two tickets and shows it on each page. */
async function openRaffle(
  { buyer, asking, desk }: Awaited<ReturnType<typeof openPages>>,
  salesMs: number,
) {
  const { operator, url } = stage();
  const endsAt = Date.now() + salesMs;
  const closesAt = new Date(endsAt).toISOString();
  const { id } = await operator.call('createRaffle', { body: { title: 'Spring', closesAt } });
  await (await signInAt(url, 'ann@example.org')).buy(id, { quantity: 2 });
  const [front, question] = await Promise.all(
    [buyer, asking].map(({ page }) => new RafflePage(page).open(id)),
  );
  await desk.goTo(`#/raffles/${id}/desk`);
  /** Whether enough time is left for the next step. */
  const hasTime = () => endsAt - Date.now() > salesMs / 4;
  return { id, front: front!, question: question!, hasTime };
}

test.serial('open pages turn to closed by themselves when the time comes', async (t) => {
  const { url } = stage();
  const pages = await openPages(t);
  const { buyer, asking, desk } = pages;
  const timer = buyer.page.getByRole('timer');
  const sell = desk.page.getByRole('button', { name: 'Sell 1 ticket' });
  for (let salesMs = salesMsMin; ; salesMs *= 2) {
    if (salesMs > salesMsMax) throw new Error(`Three pages took more than ${salesMsMax} ms.`);
    const { id, front, question, hasTime } = await openRaffle(pages, salesMs);
    const isClosed = question.page.getByText('The draw comes next. The result appears here.');
    const isDeskClosed = desk.page.getByText('Sales have ended. The winner is not drawn yet.');
    await question.buyButton.or(isClosed).first().waitFor();
    await sell.or(isDeskClosed).first().waitFor();
    if (!hasTime()) continue;
    await question.askToBuy();
    await timer.or(buyer.page.getByText('Sales have ended.')).first().waitFor();
    if (!hasTime()) continue;

    // Nothing is done from here on, and no page is loaded again.
    const loads: string[] = [];
    for (const { page } of [buyer, asking, desk]) {
      page.on('framenavigated', (frame) => loads.push(frame.url()));
    }
    await front.reads('Sales have ended. You have 2 tickets, numbers 1 and 2.');
    await question.reads('Sales have ended.');
    await isClosed.waitFor();
    await isDeskClosed.waitFor();
    for (const gone of [question.confirmButton, question.buyButton, front.buyButton, sell]) {
      t.is(await gone.count(), 0);
    }
    t.is(await timer.count(), 0);
    t.deepEqual(loads, []);
    const late = await (await signInAt(url, 'cid@example.org')).buy(id);
    t.like(await problemOf(late), { status: 409, code: 'raffle-closed' });
    break;
  }
  t.deepEqual([...buyer.faults, ...asking.faults, ...desk.faults], []);
});
