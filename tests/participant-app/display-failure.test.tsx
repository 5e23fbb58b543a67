import {
  eventually,
  pageUrl,
  raffleId,
  readyToBuy,
  resetBetweenTests,
  stubService,
  timings,
} from '../support/participant.tsx';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test from 'ava';
import { Page } from '../../participant-app/app/Page.tsx';
import { DashboardView } from '../../participant-app/app/DashboardView.tsx';
import type { RaffleDashboardProps } from '../../participant-app/shared/host-contract.ts';
import { RaffleDashboard, type InternalProps } from '../../participant-app/app/RaffleDashboard.tsx';

resetBetweenTests();

/** A React application that contains the dashboard. */
function Host(props: Partial<RaffleDashboardProps & InternalProps>) {
  return (
    <main>
      <p>The rest of the host</p>
      <RaffleDashboard
        raffleId={raffleId}
        locale="en"
        serviceUrl={pageUrl}
        timings={timings}
        {...props}
      >
        {props.children ?? <DashboardView headingLevel={2} />}
      </RaffleDashboard>
    </main>
  );
}

const fallback = 'This could not be shown.';

test.serial(
  'an error while rendering leaves the host’s tree, shows a fallback and calls onError',
  async (t) => {
    stubService();
    const errorCodes: string[] = [];
    let isBroken = true;
    function View() {
      if (isBroken) throw new Error('A fault in the view');
      return <p>The view</p>;
    }
    render(
      <Host onError={({ code }) => errorCodes.push(code)}>
        <View />
      </Host>,
    );
    t.truthy(await screen.findByText(fallback));
    t.truthy(screen.getByText('The rest of the host'));
    t.deepEqual(errorCodes, ['display-failed']);
    isBroken = false;
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    t.truthy(await screen.findByText('The view'));
  },
);

test.serial('an invalid service URL shows the fallback until the host corrects it', async (t) => {
  stubService();
  const errorCodes: string[] = [];
  const onError: RaffleDashboardProps['onError'] = ({ code }) => errorCodes.push(code);
  const { rerender } = render(<Host serviceUrl="no address" onError={onError} />);
  t.truthy(await screen.findByText(fallback));
  t.truthy(screen.getByText('The rest of the host'));
  rerender(<Host onError={onError} />);
  await readyToBuy();
  t.deepEqual(errorCodes, ['display-failed']);
});

test.serial(
  'an error in an event handler of the host is reported, and the dashboard stays',
  async (t) => {
    stubService();
    const reported: unknown[] = [];
    const { reportError: report } = globalThis;
    globalThis.reportError = (error) => reported.push(error);
    t.teardown(() => {
      globalThis.reportError = report;
    });
    const fault = new Error('A fault of the host');
    const onReady = () => {
      throw fault;
    };
    render(<Host onReady={onReady} />);
    await readyToBuy();
    await eventually(() => reported.length === 1);
    t.deepEqual(reported, [fault]);
  },
);

test.serial(
  'an error while rendering the raffle’s own page shows the fallback there',
  async (t) => {
    cleanup();
    stubService();
    // An id that cannot be encoded. No browser has such a path.
    render(<Page path={'/raffles/\uD800'} search="?locale=en" />);
    t.truthy(await screen.findByText(fallback));
  },
);
