import { loseNextAnswer, operatorsBrowser, resetBetweenTests } from './support/admin-app.tsx';
import { button, heading, openDesk, path } from './support/open-desk.tsx';
import { watchRequests } from './support/watch-requests.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { useLayoutEffect } from 'react';
import { flushSync } from 'react-dom';
import type { DeskSaleRequest } from '#contract/requests.ts';
import { createQueries } from '#ui/queries.ts';
import { useDeskSale } from '../../admin-app/features/desk/use-desk-sale.ts';
import { ServiceProvider } from '../../admin-app/shared/service.tsx';
import { SessionProvider, useSession } from '../../admin-app/shared/session/session.tsx';
import { startTestService } from '../support/service.ts';

resetBetweenTests();
test.beforeEach(() => localStorage.clear());

const sales = { method: 'POST', path };

test.serial('a seller sells two paid tickets and shows them with a code to scan', async (t) => {
  const { user, readTickets } = await openDesk(t);
  t.truthy(await screen.findByText('10 of 10 left'));
  await user.click(await button('One ticket more'));
  await user.type(screen.getByRole('textbox', { name: 'Name (optional)' }), 'Ann Ash');
  t.true(screen.getByRole<HTMLInputElement>('switch', { name: 'Paid' }).checked);
  await user.click(await button('Sell 2 tickets · £4.00'));
  t.is(await heading('Sold: tickets 1 and 2'), document.activeElement as HTMLElement);
  t.truthy(screen.getByText('£4.00 paid.'));
  t.truthy(screen.getByRole('img', { name: 'QR code with the address of these tickets' }));
  t.is(screen.getAllByText('Ann Ash').length, 2);
  t.like(await readTickets(), [
    { number: 1, name: 'Ann Ash', paid: true, desk: true },
    { number: 2, name: 'Ann Ash', paid: true, desk: true },
  ]);
});

test.serial('the next sale begins with an empty form, and the number left is live', async (t) => {
  const { user } = await openDesk(t);
  await user.type(await screen.findByRole('textbox', { name: 'Name (optional)' }), 'Ann');
  await user.click(await button('Sell 1 ticket · £2.00'));
  await user.click(await button('Next sale'));
  t.truthy(await screen.findByText('9 of 10 left'));
  t.truthy(screen.getByRole('textbox', { name: 'Name (optional)', description: '' }));
  t.is(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name (optional)' }).value, '');
});

test.serial('after the sales no number is shown as left', async (t) => {
  const { operator } = await openDesk(t);
  await screen.findByText('10 of 10 left');
  await operator.call('closeRaffle', { params: { id: 'spring' } });
  await screen.findByText('Sales have ended. The winner is not drawn yet.');
  t.is(screen.queryByText('10 of 10 left'), null);
});

test.serial('tickets that were sold are shown again after a reload', async (t) => {
  const { user, open, unmount, readTickets } = await openDesk(t);
  await user.click(await button('Sell 1 ticket · £2.00'));
  await heading('Sold: ticket 1');
  unmount();
  const again = open();
  await heading('Sold: ticket 1');
  await again.user.click(await button('Next sale'));
  await button('Sell 1 ticket · £2.00');
  t.is((await readTickets()).length, 1);
});

test.serial('a sale whose answer is lost is repeated with its key, and made once', async (t) => {
  const { user, readTickets } = await openDesk(t);
  const { keys } = watchRequests(t, sales);
  loseNextAnswer(path);
  await user.click(await button('Sell 1 ticket · £2.00'));
  await heading('This sale has no answer yet');
  t.is(screen.queryByRole('button', { name: 'Sell 1 ticket · £2.00' }), null, 'no second sale');
  await heading('Sold: ticket 1');
  t.is(new Set(keys).size, 1);
  t.is((await readTickets()).length, 1);
});

test.serial('a sale that never arrived is made when the network is back', async (t) => {
  const { user, readTickets } = await openDesk(t);
  const requests = watchRequests(t, sales);
  requests.loseNext();
  await user.click(await button('Sell 1 ticket · £2.00'));
  await heading('Sold: ticket 1');
  t.is(new Set(requests.keys).size, 1);
  t.is((await readTickets()).length, 1);
});

test.serial('two quick presses sell once', async (t) => {
  const { user, readTickets } = await openDesk(t);
  await user.dblClick(await button('Sell 1 ticket · £2.00'));
  await heading('Sold: ticket 1');
  t.is((await readTickets()).length, 1);
});

test.serial(
  'a press that comes with the handler of an earlier render sells nothing more',
  async (t) => {
    const service = await startTestService(t);
    await service.operator.call('createRaffle', { body: { id: 'spring', title: 'Spring fair' } });
    const keyStore = await operatorsBrowser(service, { name: 'Sam', role: 'seller' });
    const handlers: ((request: DeskSaleRequest) => void)[] = [];
    function Desk() {
      const { sell, made, isPending } = useDeskSale('spring');
      useLayoutEffect(() => void handlers.push(sell));
      return <p>{isPending ? 'selling' : made === undefined ? 'ready' : 'sold'}</p>;
    }
    function SignedInDesk() {
      return useSession().status === 'ready' ? <Desk /> : null;
    }
    render(
      <QueryClientProvider client={createQueries()}>
        <SessionProvider serviceUrl={service.url} keyStore={keyStore}>
          <ServiceProvider serviceUrl={service.url}>
            <SignedInDesk />
          </ServiceProvider>
        </SessionProvider>
      </QueryClientProvider>,
    );
    await screen.findByText('ready');
    const sell = handlers.at(-1)!;
    sell({ quantity: 1 });
    await screen.findByText('sold');
    flushSync(() => sell({ quantity: 1 }));
    t.truthy(screen.queryByText('sold'), 'no second sale is under way');
    const params = { id: 'spring' };
    t.is((await service.operator.call('showRaffle', { params })).sold, 1);
  },
);

test.serial(
  'an address that is not one is refused at its field, here or by the service',
  async (t) => {
    const { user, readTickets } = await openDesk(t);
    const email = await screen.findByRole('textbox', { name: 'E-mail (optional)' });
    for (const address of ['ann@', 'ann@example..org']) {
      await user.clear(email);
      await user.type(email, address);
      await user.click(await button('Sell 1 ticket · £2.00'));
      t.truthy(await screen.findByText('Enter a full e-mail address, like ann@example.org.'));
      t.is(email.getAttribute('aria-invalid'), 'true', address);
    }
    await user.clear(email);
    await user.type(email, 'ann@example.org');
    await user.click(await button('Sell 1 ticket · £2.00'));
    await heading('Sold: ticket 1');
    t.is((await readTickets())[0]!.email, 'ann@example.org');
  },
);

test.serial('money that comes later is marked by the ticket’s number', async (t) => {
  const { user, readTickets } = await openDesk(t);
  await user.click(await screen.findByRole('switch', { name: 'Paid' }));
  await user.click(await button('Sell 1 ticket · £2.00'));
  t.truthy(await screen.findByText('£2.00 to pay.'));
  await user.click(await button('Next sale'));
  await user.click(await screen.findByText('Mark a ticket as paid'));
  const field = screen.getByRole('textbox', { name: 'Ticket number' });
  await user.type(field, '11{Enter}');
  t.truthy(await screen.findByText('Enter a ticket number from 1 to 10.'));
  await user.clear(field);
  await user.type(field, '2{Enter}');
  t.truthy(await screen.findByText('No valid ticket has this number.'));
  await user.clear(field);
  await user.type(field, '1{Enter}');
  t.truthy(await screen.findByText('Ticket 1 is paid.'));
  t.is((await readTickets())[0]!.paid, true);
});

test.serial('without a network nothing is sold, and the page says so', async (t) => {
  await openDesk(t);
  await button('Sell 1 ticket · £2.00');
  const { onLine } = navigator;
  t.teardown(() => Object.defineProperty(navigator, 'onLine', { value: onLine }));
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  window.dispatchEvent(new Event('offline'));
  t.truthy(await screen.findByText('No network. Nothing is sold until it is back.'));
  t.true((await button('Sell 1 ticket · £2.00')).disabled);
});

test.serial('no more can be asked for than one person may have, or than are left', async (t) => {
  const { user } = await openDesk(t, { rules: { capacity: 3, perPersonLimit: 2 } });
  const more = await button('One ticket more');
  await user.click(more);
  t.true(more.disabled);
  await user.click(await button('Sell 2 tickets · £4.00'));
  await user.click(await button('Next sale'));
  t.true((await button('One ticket more')).disabled, 'one is left');
  await user.click(await button('Sell 1 ticket · £2.00'));
  await user.click(await button('Next sale'));
  t.truthy(await screen.findByText('Every ticket is sold. The winner can be drawn.'));
});

test.serial(
  'sales that end while the form is open refuse the sale and say that none was made',
  async (t) => {
    const { user, operator, readTickets } = await openDesk(t);
    const requests = watchRequests(t, sales);
    const params = { id: 'spring' };
    requests.before(
      async () => void (await operator.call('cancelRaffle', { params, body: { reason: 'Rain' } })),
    );
    await user.click(await button('Sell 1 ticket · £2.00'));
    t.truthy(await screen.findByText('This raffle was cancelled.'));
    t.is(localStorage.length, 0, 'the sale is settled');
    t.is((await readTickets()).length, 0);
  },
);

test.serial('an auditor sees why nothing can be sold', async (t) => {
  await openDesk(t, { role: 'auditor' });
  t.true((await button('Sell 1 ticket · £2.00')).disabled);
});

test.serial('a raffle without a price sells tickets without a sum', async (t) => {
  const { user } = await openDesk(t, { rules: { notice: {} } });
  await user.click(await button('Sell 1 ticket'));
  t.truthy(await screen.findByText('Paid.'));
});

test.serial('the desk speaks German', async (t) => {
  const { user } = await openDesk(t, { locale: 'de' });
  await user.click(await button('1 Los verkaufen · 2,00\u00A0£'));
  await heading('Verkauft: Los 1');
  t.truthy(screen.getByText('2,00 £ bezahlt.'));
});
