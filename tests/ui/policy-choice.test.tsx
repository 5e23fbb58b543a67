import '../support/browser-globals.ts';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import test from 'ava';
import { useState } from 'react';
import { readPolicy } from '#proof/read-policy.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import { Surface } from '#ui/Surface.tsx';
import { PolicyChoice, type ChosenPolicy } from '#ui/check-run/PolicyChoice.tsx';
import { waitFor } from '../support/wait-limit.ts';
import { twoOfThree } from '../support/witnessed-log.ts';

test.afterEach.always(() => cleanup());

function show(locale: string) {
  const chosen: ChosenPolicy<WitnessPolicy>[] = [];
  function Page() {
    const [latest, setLatest] = useState<ChosenPolicy<WitnessPolicy>>();
    const onChoose = (each: ChosenPolicy<WitnessPolicy>) => {
      chosen.push(each);
      setLatest(each);
    };
    return (
      <Surface locale={locale}>
        <PolicyChoice
          chosen={latest}
          onChoose={onChoose}
          read={async (bytes) => readPolicy(bytes)}
        />
      </Surface>
    );
  }
  render(<Page />);
  return chosen;
}

test.serial('a policy file is read, and the page names it', async (t) => {
  const chosen = show('en');
  const file = new File([twoOfThree.replaceAll('\n', '\r\n')], 'club.policy', {
    type: 'text/plain',
  });
  await userEvent.upload(screen.getByLabelText(/^Witnesses that you trust/), file);
  t.true((await screen.findByRole('status')).textContent.includes('club.policy'));
  const input = screen.getByLabelText<HTMLInputElement>(/^Witnesses that you trust/);
  t.is(input.files?.length, 1, 'the browser names the file too');
  await userEvent.upload(input, file);
  await waitFor('the same file again, which may have changed', () => chosen.length === 2);
  const expected = ['club.policy', ['club', 'council', 'auditor']];
  t.deepEqual(
    chosen.map(({ fileName, policy }) => [fileName, policy?.witnesses.map(({ name }) => name)]),
    [expected, expected],
  );
});

test.serial('another file is not used, and the page says so, in German too', async (t) => {
  const chosen = show('de');
  const file = new File(['hello'], 'note.txt', { type: 'text/plain' });
  await userEvent.upload(screen.getByLabelText(/^Zeugen, denen Sie vertrauen/), file);
  const status = await screen.findByText(/note\.txt ist keine Zeugenliste/);
  t.not(status, null);
  t.deepEqual(chosen, [{ fileName: 'note.txt', policy: undefined }]);
});
