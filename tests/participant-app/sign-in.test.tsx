import {
  buy,
  eventually,
  pageUrl,
  pollAgain,
  problemReply,
  purchaseOf,
  raffleId,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  ticketsPath,
  type StubbedService,
} from '../support/participant.tsx';
import { cleanup, screen } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';

resetBetweenTests();

const codeRequest = { email: 'ann@example.org', locale: 'en', raffle: raffleId };
const account = { id: 'ann', email: 'ann@example.org' };

/** Requests a code as a signed-out participant. */
async function askForCode(service: StubbedService) {
  service.scope.post('/api/sign-in/codes', codeRequest).reply(202, {});
  const shown = showDashboard();
  await shown.user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
  const email = screen.getByRole('textbox', { name: 'E-mail address' });
  await shown.user.type(email, ' ann@example.org ');
  await shown.user.keyboard('{Enter}');
  const code = await screen.findByRole('textbox', { name: 'Code from the mail' });
  return { ...shown, email, code };
}

/** Accepts codes and records them; the right one signs in. */
function takeCodes(service: StubbedService, right: string): string[] {
  const taken: string[] = [];
  nock(pageUrl)
    .persist()
    .post('/api/sign-in/sessions')
    .reply((_uri, body) => {
      const { code } = body as { code: string };
      taken.push(code);
      if (code !== right) return problemReply('code-wrong');
      service.isSignedIn = true;
      return [201, { account }];
    });
  return taken;
}

test.serial('the button opens the sign-in form on the page and focuses it', async (t) => {
  const { email, code } = await askForCode(stubService({ isSignedIn: false }));
  t.is(email.getAttribute('autocomplete'), 'email');
  t.is(email.getAttribute('inputmode'), 'email');
  t.is(code.getAttribute('autocomplete'), 'one-time-code');
  t.is(code.getAttribute('inputmode'), 'numeric');
  t.is(document.activeElement, code);
});

test.serial('a pasted code is submitted automatically, once, without spaces', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.click(code);
  await user.paste(' 1234-5678\n');
  await readyToBuy();
  t.deepEqual(taken, ['12345678']);
  t.truthy(screen.getByText('Signed in as ann@example.org'));
});

test.serial('a wrong code shows a message and can be corrected', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.type(code, '12345670');
  await screen.findByText(/newest mail/);
  t.is(code.getAttribute('aria-invalid'), 'true');
  await user.type(code, '{Backspace}8');
  await readyToBuy();
  t.deepEqual(taken, ['12345670', '12345678']);
});

test.serial('too few digits are not sent', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.type(code, '1234{Enter}');
  t.truthy(await screen.findByText('Enter all 8 digits of the code.'));
  t.deepEqual(taken, []);
});

test.serial('digits of other scripts are accepted', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.click(code);
  await user.paste('١٢٣٤٥٦٧٨');
  await readyToBuy();
  t.deepEqual(taken, ['12345678']);
});

test.serial('after too many code requests the form says how long to wait', async (t) => {
  stubService({ isSignedIn: false });
  nock(pageUrl)
    .post('/api/sign-in/codes')
    .reply(...problemReply('rate-limited', { 'retry-after': '60' }));
  const { user } = showDashboard();
  await user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
  await user.type(
    screen.getByRole('textbox', { name: 'E-mail address' }),
    'ann@example.org{Enter}',
  );
  t.truthy(await screen.findByText(/Wait 60 seconds, then try again/));
});

test.serial('signing out hides the tickets immediately', async (t) => {
  const service = stubService();
  nock(pageUrl)
    .delete('/api/sign-in/sessions/current')
    .reply(() => {
      service.isSignedIn = false;
      return [204];
    });
  const { user } = showDashboard();
  await readyToBuy();
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  t.truthy(await screen.findByRole('button', { name: 'Sign in to buy' }));
  t.is(screen.queryByRole('heading', { name: 'My tickets' }), null);
});

test.serial('a failed sign-out shows a message and hides nothing', async (t) => {
  stubService();
  nock(pageUrl)
    .delete('/api/sign-in/sessions/current')
    .reply(...problemReply('cross-site-request'));
  const { user } = showDashboard();
  await readyToBuy();
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  const toast = await screen.findByRole('alertdialog');
  t.true(toast.textContent.includes('Nothing was changed'));
  t.truthy(screen.getByText('Signed in as ann@example.org'));
});

test.serial('pressing Enter several times after the last digit buys nothing', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  let purchases = 0;
  service.scope.post(ticketsPath).reply(() => {
    purchases += 1;
    return [201, purchaseOf([11])];
  });
  const { user, code } = await askForCode(service);
  await user.type(code, '12345678{Enter}');
  await readyToBuy();
  const sentence = await screen.findByText('Tickets are on sale.');
  await eventually(() => document.activeElement === sentence);
  await user.keyboard('{Enter}{Enter} {Enter}');
  await pollAgain();
  t.deepEqual(taken, ['12345678']);
  t.is(purchases, 0);
  await buy(user);
  await eventually(() => purchases === 1);
});

test.serial('after a reload the code step is still shown, and the code signs in', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  await askForCode(service);
  cleanup();
  const { user } = showDashboard();
  const code = await screen.findByRole('textbox', { name: 'Code from the mail' });
  t.truthy(screen.getByText(/sent to ann@example.org/));
  await user.type(code, '12345678');
  await readyToBuy();
  t.deepEqual(taken, ['12345678']);
  cleanup();
  service.isSignedIn = false;
  showDashboard();
  t.truthy(
    await screen.findByRole('button', { name: 'Sign in to buy' }),
    'it ends with the sign-in',
  );
});

for (const [name, label] of [
  ['another address', 'Use another address'],
  ['cancelling', 'Not now'],
] as const) {
  test.serial(`${name} ends the code step, also after a reload`, async (t) => {
    const { user } = await askForCode(stubService({ isSignedIn: false }));
    await user.click(screen.getByRole('button', { name: label }));
    cleanup();
    showDashboard();
    t.truthy(await screen.findByRole('button', { name: 'Sign in to buy' }));
  });
}

test.serial('a code step older than the code is dropped', async (t) => {
  await askForCode(stubService({ isSignedIn: false }));
  cleanup();
  const { now } = Date;
  t.teardown(() => (Date.now = now));
  Date.now = () => now() + 10 * 60_000;
  showDashboard();
  t.truthy(await screen.findByRole('button', { name: 'Sign in to buy' }));
});

test.serial('each new code is confirmed, and a failure to send one is shown', async (t) => {
  const { user } = await askForCode(stubService({ isSignedIn: false }));
  const again = screen.getByRole('button', { name: 'Send a new code' });
  const status = screen.getByRole('status');
  t.is(status.textContent, '');
  await user.click(again);
  await eventually(() => status.textContent.includes('ann@example.org'));
  nock.cleanAll();
  nock(pageUrl)
    .post('/api/sign-in/codes')
    .reply(...problemReply('mail-unavailable'));
  await user.click(again);
  const code = screen.getByRole('textbox', { name: 'Code from the mail' });
  await eventually(() => code.getAttribute('aria-invalid') === 'true');
  t.is(status.textContent, '');
});

test.serial('an incomplete address is not sent', async (t) => {
  const service = stubService({ isSignedIn: false });
  let requests = 0;
  service.scope.post('/api/sign-in/codes').reply(() => {
    requests += 1;
    return [202, {}];
  });
  const { user } = showDashboard();
  await user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
  const email = screen.getByRole('textbox', { name: 'E-mail address' });
  for (const text of ['{Enter}', 'ann@{Enter}', 'example{Enter}']) {
    await user.type(email, text);
    await eventually(() => email.getAttribute('aria-invalid') === 'true');
  }
  t.is(requests, 0);
  await user.type(email, '.org{Enter}');
  await screen.findByRole('textbox', { name: 'Code from the mail' });
});
