import { resetBetweenTests } from './support/admin-app.tsx';
import { screen, waitForElementToBeRemoved } from '@testing-library/react';
import test from 'ava';
import { addGerman } from '../../admin-app/shared/messages/german.ts';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { reply, startTestWitness, witnessEnvironment } from '../support/test-witness.ts';
import { openRaffle } from './support/open-raffle.tsx';

resetBetweenTests();

test.serial(
  'the raffle’s page names who cosigned, and not that they are independent',
  async (t) => {
    const club = await startTestWitness(t, 'club', 1);
    await openRaffle(t, { environment: witnessEnvironment(t, [club]) });
    t.truthy(await screen.findByText('Cosigned by club, chosen by the organiser.'));
    t.false(document.body.textContent.includes('independent'));
  },
);

for (const locale of ['en', 'de']) {
  test.serial(`an alarm of a witness is shown and can be resumed, in ${locale}`, async (t) => {
    if (locale === 'de') addGerman();
    const words = messagesFor(locale).raffle.witnesses;
    const club = await startTestWitness(t, 'club', 1);
    club.misbehave = ({ origin }, response) =>
      reply(response, origin.endsWith('/spring') ? 422 : 404, '');
    const { user } = await openRaffle(t, { environment: witnessEnvironment(t, [club]), locale });
    t.truthy(await screen.findByText(words.claims('club')));
    location.hash = '#/';
    const mark = messagesFor(locale).raffles.alarm(['club']);
    t.true((await screen.findByText(mark)).closest('a')!.textContent.includes('spring'));
    t.is(screen.getAllByText(mark).length, 1, 'not the other raffle');
    location.hash = '#/raffles/spring';
    t.truthy(await screen.findByText(words.claims('club')));
    club.misbehave = undefined;
    const button = screen.getByRole('button', { name: words.resumeFor('club') });
    t.true(words.resumeFor('club').startsWith(words.resume), 'its name begins with its text');
    await user.click(button);
    const alarm = screen.queryByText(words.claims('club'));
    if (alarm !== null) await waitForElementToBeRemoved(alarm);
    t.is(club.requests.at(-1)?.size, 1);
  });
}
