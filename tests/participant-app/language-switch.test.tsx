import { pageUrl, resetBetweenTests } from '../support/participant.tsx';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test from 'ava';
import nock from 'nock';
import { Page } from '../../participant-app/app/Page.tsx';

resetBetweenTests();
test.afterEach.always(() => localStorage.clear());

test.serial(
  'the page follows the browser’s language, and another can be chosen and stays',
  async (t) => {
    nock(pageUrl).persist().get('/api/raffles').reply(200, { raffles: [] });
    const user = userEvent.setup();
    const { unmount } = render(<Page path="/nope" />);
    t.truthy(await screen.findByRole('heading', { name: 'All raffles' }));
    await user.click(screen.getByRole('button', { name: 'Deutsch' }));
    t.truthy(await screen.findByRole('heading', { name: 'Alle Verlosungen' }));
    unmount();
    render(<Page path="/nope" />);
    t.truthy(await screen.findByRole('heading', { name: 'Alle Verlosungen' }));
    await user.click(screen.getByRole('button', { name: 'English' }));
    t.truthy(await screen.findByRole('heading', { name: 'All raffles' }));
  },
);
