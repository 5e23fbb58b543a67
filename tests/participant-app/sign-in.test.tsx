import {
  eventually,
  pageUrl,
  problemReply,
  readyToBuy,
  resetBetweenTests,
  showDashboard,
  stubService,
  type StubbedService,
} from '../support/participant.tsx';
import { screen } from '@testing-library/react';
import test from 'ava';
import nock from 'nock';

resetBetweenTests();

const account = { id: 'ann', email: 'ann@example.org' };

/** Somebody who is not signed in asks for a code. */
async function askForCode(service: StubbedService) {
  service.scope.post('/api/sign-in/codes', { email: 'ann@example.org' }).reply(202, {});
  const shown = showDashboard();
  await shown.user.click(await screen.findByRole('button', { name: 'Sign in to buy' }));
  const email = screen.getByRole('textbox', { name: 'E-mail address' });
  await shown.user.type(email, ' ann@example.org ');
  await shown.user.keyboard('{Enter}');
  const code = await screen.findByRole('textbox', { name: 'Code from the mail' });
  return { ...shown, email, code };
}

/** Takes codes, and remembers them; the right one signs in. */
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

test.serial('the button leads to the sign-in, on the spot, with the focus in it', async (t) => {
  const { email, code } = await askForCode(stubService({ isSignedIn: false }));
  t.is(email.getAttribute('autocomplete'), 'email');
  t.is(email.getAttribute('inputmode'), 'email');
  t.is(code.getAttribute('autocomplete'), 'one-time-code');
  t.is(code.getAttribute('inputmode'), 'numeric');
  t.is(document.activeElement, code);
});

test.serial('a pasted code goes off by itself, once, without its spaces', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.click(code);
  await user.paste(' 1234-5678\n');
  const button = await readyToBuy();
  t.deepEqual(taken, ['12345678']);
  await eventually(() => document.activeElement === button);
  t.truthy(screen.getByText('Signed in as ann@example.org'));
});

test.serial('a wrong code says what to do, and can be corrected', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.type(code, '12345670');
  const error = await screen.findByText(/This code does not fit/);
  t.regex(error.textContent, /ask for a new one/);
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
  t.truthy(await screen.findByText('Write the eight digits of the code.'));
  t.deepEqual(taken, []);
});

test.serial('digits of other scripts are digits', async (t) => {
  const service = stubService({ isSignedIn: false });
  const taken = takeCodes(service, '12345678');
  const { user, code } = await askForCode(service);
  await user.click(code);
  await user.paste('١٢٣٤٥٦٧٨');
  await readyToBuy();
  t.deepEqual(taken, ['12345678']);
});

test.serial('too many codes asked for: the form says how long to wait', async (t) => {
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

test.serial('signing out forgets the tickets at once', async (t) => {
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

test.serial('a sign-out that failed says so, and hides nothing', async (t) => {
  stubService();
  nock(pageUrl)
    .delete('/api/sign-in/sessions/current')
    .reply(...problemReply('cross-site-request'));
  const { user } = showDashboard();
  await readyToBuy();
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  const toast = await screen.findByRole('alertdialog');
  t.regex(toast.textContent, /Nothing was changed/);
  t.truthy(screen.getByText('Signed in as ann@example.org'));
});
