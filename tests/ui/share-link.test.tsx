import '../support/browser-globals.ts';
import test, { type ExecutionContext } from 'ava';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ShareLink } from '#ui/share/ShareLink.tsx';
import { Surface } from '#ui/Surface.tsx';

const url = 'https://raffle.example.org/raffles/spring';

test.afterEach.always(() => {
  cleanup();
  Reflect.deleteProperty(navigator, 'share');
});

/** Shows the component with a clipboard and, if given, a share sheet. */
function show(
  t: ExecutionContext,
  devices: {
    writeText?: (text: string) => Promise<void>;
    share?: (data: ShareData) => Promise<void>;
  },
) {
  const user = userEvent.setup({ writeToClipboard: false });
  const clipboard = devices.writeText === undefined ? undefined : { writeText: devices.writeText };
  const before = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  t.teardown(() => {
    if (before === undefined) Reflect.deleteProperty(navigator, 'clipboard');
    else Object.defineProperty(navigator, 'clipboard', before);
  });
  if (devices.share !== undefined) {
    Object.defineProperty(navigator, 'share', { value: devices.share, configurable: true });
  }
  render(
    <Surface locale="en">
      <ShareLink url={url} title="Spring fair" />
    </Surface>,
  );
  const press = (name: string) => user.click(screen.getByRole('button', { name }));
  return { press };
}

test.serial('without a share sheet the link is copied', async (t) => {
  const copied: string[] = [];
  const { press } = show(t, { writeText: async (text) => void copied.push(text) });
  t.is(screen.queryByRole('button', { name: 'Share' }), null);
  await press('Copy link');
  await screen.findByText('The link is copied.', { selector: 'span' });
  t.deepEqual(copied, [url]);
});

test.serial('the share sheet gets title and link, and dismissing it does nothing', async (t) => {
  const shared: ShareData[] = [];
  const { press } = show(t, {
    share: async (data) => {
      shared.push(data);
      throw new DOMException('Dismissed', 'AbortError');
    },
  });
  await press('Share');
  t.deepEqual(shared, [{ title: 'Spring fair', url }]);
  t.is(screen.queryByRole('button', { name: 'Copy link' }), null, 'the sheet copies too');
  // The announcement of the test before may still be there.
  t.is(screen.queryByText('The link is copied.', { selector: 'span' }), null);
  t.is(screen.queryByRole('alert'), null);
});

test.serial('a share sheet that fails leads to a copy', async (t) => {
  const copied: string[] = [];
  const { press } = show(t, {
    writeText: async (text) => void copied.push(text),
    share: async () => {
      throw new DOMException('Not here', 'NotAllowedError');
    },
  });
  await press('Share');
  await screen.findByText('The link is copied.', { selector: 'span' });
  t.deepEqual(copied, [url]);
});

test.serial('where nothing can be copied the link is shown', async (t) => {
  const { press } = show(t, {});
  await press('Copy link');
  t.is((await screen.findByText(url)).tagName, 'CODE');
});
