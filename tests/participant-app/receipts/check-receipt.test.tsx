import { beginAnew, catchDownloads, visitService } from '../../support/own-page.tsx';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { type ExecutionContext } from 'ava';
import { Page } from '../../../participant-app/app/Page.tsx';
import {
  writeReceiptLink,
  writeShortReceiptLink,
} from '../../../participant-app/features/receipts/receipt-link.ts';
import { startTestService } from '../../support/service.ts';

beginAnew();

/** A sold ticket with its receipt, and a browser without a session. */
async function sellOne(t: ExecutionContext) {
  const service = await startTestService(t);
  const ann = await service.signIn('ann@example.org');
  await ann.buy('demo');
  const receipt = await (await ann.fetch('/api/raffles/demo/tickets/1/receipt')).text();
  return { service, receipt, wire: visitService(service.url) };
}

/** Opens the address that a QR code contains. */
function open(address: string) {
  cleanup();
  location.hash = new URL(address).hash;
  return { ...render(<Page path={new URL(address).pathname} />), user: userEvent.setup() };
}

const unreadable = /^This is not a receipt of a ticket/;
const verdict = /Ticket 1 is in the raffle’s record/;

test.serial('the address of a printed code restores the receipt byte for byte', async (t) => {
  const { service, receipt } = await sellOne(t);
  await (await service.signIn('ben@example.org')).buy('demo');
  const files = catchDownloads();
  const { user } = open(writeShortReceiptLink(service.url, receipt));
  t.truthy(await screen.findByText(verdict));
  await user.click(screen.getByText('Technical details'));
  await user.click(screen.getByRole('button', { name: 'Save receipt' }));
  t.is(await files[0]!.text, receipt);
});

test.serial('a printed code with another root, size or signature is not valid', async (t) => {
  const { service, receipt, wire } = await sellOne(t);
  const address = writeShortReceiptLink(service.url, receipt);
  const [, sale, size, signed] = new URL(address).hash.split('/');
  const bend = (digits: string) => digits.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  for (const bent of [
    `#demo/${sale}/${Number(size) + 1}/${signed}`,
    `#demo/${sale}/${size}/${bend(signed!)}`,
    `#demo/${sale}/${size}/${signed!.slice(0, 100)}${bend(signed!.slice(100))}`,
  ]) {
    open(`${service.url}/receipt${bent}`);
    t.truthy(await screen.findByText(/This receipt is not valid/), bent);
    t.false(document.body.textContent.includes('Save it as evidence'), 'there is no button for it');
  }
  t.deepEqual(
    wire.asked.filter((line) => line.includes('inclusion')),
    [],
    'the signature is checked first',
  );
});

test.serial('a printed code of an entry that its log never had accuses no one', async (t) => {
  const { service, receipt, wire } = await sellOne(t);
  const [, sale, size, signed] = new URL(writeShortReceiptLink(service.url, receipt)).hash.split(
    '/',
  );
  t.deepEqual([sale, size], ['1', '2']);
  open(`${service.url}/receipt#demo/2/2/${signed}`);
  t.truthy(await screen.findByText(unreadable));
  t.deepEqual(wire.asked, []);
});

const denied = /The raffle does not list this ticket any more/;

test.serial(
  'a printed code whose entry the log has no more shows that, with evidence',
  async (t) => {
    const { service, receipt, wire } = await sellOne(t);
    const files = catchDownloads();
    wire.bend = (path, text) =>
      path.endsWith('/log') ? text.replace('"number":1', '"number":2') : text;
    const { user } = open(writeShortReceiptLink(service.url, receipt));
    t.truthy(await screen.findByText(denied));
    await user.click(screen.getByRole('button', { name: 'Save as evidence' }));
    t.is(files[0]!.name, 'demo-sale-1.evidence.json');
    const { format, checkpoint, answer } = JSON.parse(await files[0]!.text) as {
      format: string;
      checkpoint: string;
      answer: { entry: string };
    };
    t.is(format, 'raffle-checkpoint-evidence/1');
    t.true(receipt.endsWith(checkpoint), 'the signed checkpoint contradicts the log');
    t.true(answer.entry.includes('"number":2'));
    t.is(screen.queryByText(verdict), null);
  },
);

test.serial('a printed code of a log that has become shorter shows that', async (t) => {
  const { service, receipt } = await sellOne(t);
  const asked = globalThis.fetch;
  // The log has two entries. The service refuses a size above that of its log.
  globalThis.fetch = async (target, init) =>
    asked(
      target instanceof Request
        ? target
        : target.toString().replace('index=1&size=2', 'index=1&size=3'),
      init,
    );
  open(writeShortReceiptLink(service.url, receipt));
  t.truthy(await screen.findByText(denied));
});

test.serial('the address of a whole receipt verifies it in the browser', async (t) => {
  const { service, receipt, wire } = await sellOne(t);
  const files = catchDownloads();
  const { user } = open(writeReceiptLink(service.url, receipt));
  t.truthy(await screen.findByText(verdict));
  t.is(document.title, 'Check a receipt');
  for (const line of wire.asked) t.regex(line, /^GET \/api\/raffles\/demo(\/log|\/stream)?$/);
  await user.click(screen.getByText('Technical details'));
  await user.click(screen.getByRole('button', { name: 'Save receipt' }));
  t.is(files[0]!.name, 'demo-1.tlog-proof');
  t.is(await files[0]!.text, receipt);
});

test.serial('a changed receipt is not valid', async (t) => {
  const { service, receipt } = await sellOne(t);
  const [, leaf] = /^extra (.+)$/m.exec(receipt)!;
  const entry = Buffer.from(leaf!, 'base64').toString();
  const forged = Buffer.from(entry.replace('"number":1', '"number":2')).toString('base64');
  const { user } = open(writeReceiptLink(service.url, receipt.replace(leaf!, forged)));
  const files = catchDownloads();
  t.truthy(await screen.findByText(/This receipt is not valid/));
  t.is(screen.queryByText(verdict), null);
  t.truthy(screen.getByText(/Save it as evidence/));
  await user.click(screen.getByRole('button', { name: 'Save as evidence' }));
  t.is(await files[0]!.text, receipt.replace(leaf!, forged));
  t.is(screen.queryByRole('button', { name: 'Save receipt' }), null);
});

test.serial('a code of another site or without a receipt shows a message', async (t) => {
  const { service, receipt, wire } = await sellOne(t);
  const { host } = new URL(service.url);
  open(writeReceiptLink(service.url, receipt.replaceAll(host, 'other.example.org')));
  t.truthy(await screen.findByText(/from another site: other\.example\.org/));
  for (const forged of ['You have won! Call 0900-123', '\u202Emoc.live', 'a'.repeat(300)]) {
    open(writeReceiptLink(service.url, receipt.replaceAll(host, forged)));
    t.truthy(await screen.findByText(unreadable), forged);
    t.false(document.body.textContent.includes(forged), 'the forged text is not shown');
  }
  open(`${service.url}/receipt#hello`);
  t.truthy(await screen.findByText(unreadable));
  t.deepEqual(wire.asked, []);
});

test.serial('a file that is far larger than a receipt is not read', async (t) => {
  const { service } = await sellOne(t);
  const { user } = open(`${service.url}/receipt`);
  const film = new File(['x'.repeat(65_537)], 'film.tlog-proof');
  Object.assign(film, { arrayBuffer: () => Promise.reject(new Error('It was read.')) });
  await user.upload(await screen.findByLabelText<HTMLInputElement>('Choose a receipt file'), film);
  t.truthy(await screen.findByText(unreadable));
});

test.serial('a receipt file can be chosen or dropped, with either kind of line end', async (t) => {
  const { service, receipt } = await sellOne(t);
  const { user } = open(`${service.url}/receipt`);
  const input = await screen.findByLabelText<HTMLInputElement>('Choose a receipt file');
  t.truthy(screen.getByText(/Receipt files end in \.tlog-proof/));
  const windows = receipt.replaceAll('\n', '\r\n');
  await user.upload(input, new File([windows], 'demo-1.tlog-proof', { type: 'text/plain' }));
  t.truthy(await screen.findByText(verdict));
  open(`${service.url}/receipt`);
  await screen.findByLabelText('Choose a receipt file');
  await waitFor(() => {
    const over = new Event('dragover', { cancelable: true });
    document.dispatchEvent(over);
    if (!over.defaultPrevented) throw new Error('The page does not take files yet.');
  });
  const drop = new Event('drop', { cancelable: true });
  Object.assign(drop, { dataTransfer: { files: [new File([receipt], 'x.tlog-proof')] } });
  document.dispatchEvent(drop);
  t.truthy(await screen.findByText(verdict));
  t.true(drop.defaultPrevented, 'the browser does not open the file itself');
});
