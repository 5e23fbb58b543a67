import { openAdminApp, resetBetweenTests } from './support/admin-app.tsx';
import { screen, within } from '@testing-library/react';
import test from 'ava';
import { startTestService } from '../support/service.ts';

resetBetweenTests();

test.serial('an empty list suggests a rehearsal first; one with a raffle does not', async (t) => {
  const { url, operator } = await startTestService(t, { environment: { RAFFLE_DEMO: 'off' } });
  const { unmount } = openAdminApp({ serviceUrl: url });
  const advice = await screen.findByText(
    'Rehearse first. A rehearsal works like a real raffle, from the first ticket to the draw on the projector, with made-up participants. You delete it afterwards.',
  );
  const { textContent } = advice;
  unmount();
  await operator.call('createRaffle', { body: { title: 'Spring', rehearsal: true } });
  openAdminApp({ serviceUrl: url });
  const link = within(await screen.findByRole('link', { name: /^Spring/ }));
  for (const fact of ['spring', 'Rehearsal', '0 of 100 sold']) t.truthy(link.getByText(fact));
  t.is(screen.queryByText(textContent), null);
});
