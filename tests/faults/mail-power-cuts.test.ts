import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { Command } from '../../services/raffle/domain/commands.ts';
import { findMails } from '../../services/raffle/mail/mail-events.ts';
import { DevMailbox, type Message } from '../../services/raffle/mail/mailer.ts';
import { RaffleMails } from '../../services/raffle/mail/raffle-mails.ts';
import type { RaffleMail } from '../../services/raffle/mail/raffle-mails/raffle-mail.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { atLength } from '../support/effort.ts';
import { now } from '../support/given.ts';
import { springLog } from '../support/log-key.ts';
import { cutPower, killProcess, seededRandom, type FolderState } from '../support/power-cut.ts';
import { recordDisk } from '../support/record-disk.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, draw, openRaffle } from '../support/store-behaviour.ts';
import { waitFor } from '../support/wait-limit.ts';

/** Takes every mail at once, as a mail server does. */
class RecordingMailbox extends DevMailbox {
  readonly #record: (message: Message) => void;

  constructor(record: (message: Message) => void) {
    super(() => {});
    this.#record = record;
  }

  override async sendInBackground(message: Message): Promise<void> {
    this.#record(message);
  }
}

/** Opens the stores as the service does, and sends the mails about their raffles. */
async function startMailing(path: string, record: (message: Message) => void) {
  const folder = DataFolder.open(path);
  const accounts = await LowdbAccountStore.load(folder);
  const store = await LowdbOutboxStore.load<RaffleMail>(folder);
  const signer = { sign: (_: string, text: Uint8Array) => springLog.signBytes(text) };
  const raffles = await LowdbRaffleStore.load(folder, signer);
  const mails = await RaffleMails.start({
    store,
    raffles,
    accounts,
    mailer: new RecordingMailbox(record),
    publicUrl: 'https://raffle.example.org',
    linkToSale: () => 'https://raffle.example.org',
    language: 'en',
    perSecondMax: 1_000,
    concurrency: 1,
    pause: async () => {},
    onFailure: (failure, message) => {
      throw new Error(`${message} ${JSON.stringify(failure)}`);
    },
  });
  /** Waits until nothing is queued and every log is read. */
  const finish = async () =>
    waitFor('an empty outbox', async () => (await mails.countAll()).queued === 0);
  const close = async () => {
    await mails.stop();
    await folder.close();
  };
  return { accounts, raffles, finish, close };
}

/** Every kind of mail, and the accepted ones in the order of the calls. */
async function recordMailing(root: string) {
  const disk = await recordDisk(root);
  const accepted: Message[] = [];
  try {
    const { accounts, raffles, finish, close } = await startMailing(root, (message) => {
      accepted.push(message);
      disk.confirm(`accepted ${accepted.length}`);
    });
    for (const name of ['ann', 'ben', 'cem']) {
      await accounts.upsert({ id: `${name}@`, email: `${name}@example.org`, person: name });
    }
    disk.confirm('start');
    const order = (command: Command) =>
      raffles.change('spring', (raffle) => decide(command, raffle));
    const common = { at: now, operatorSignature: null };
    await openRaffle(raffles, { prizes: ['Hamper'], reserves: 2 });
    await buy(raffles, 'ann', 2);
    await buy(raffles, 'ben');
    await finish();
    await order({ ...common, type: 'AmendRaffle', changes: { title: 'Spring fair 2' } });
    await order({ ...common, type: 'VoidTickets', numbers: [1, 3], reason: 'mistake' });
    await buy(raffles, 'cem', 2);
    await draw(raffles);
    await finish();
    const raffle = await raffles.find('spring');
    if (raffle?.status !== 'drawn') throw new TypeError('The raffle is not drawn.');
    const ticketNumber = raffle.drawn.order[0]!.ticketNumber;
    await order({ ...common, type: 'ForfeitPrize', prize: 1, ticketNumber, reason: 'declined' });
    await finish();
    await close();
  } finally {
    disk.stop();
  }
  return { calls: disk.calls, accepted };
}

/** How many mails the log of a folder has. */
async function countMails(raffles: LowdbRaffleStore): Promise<number> {
  const raffle = await raffles.find('spring');
  const entries = await raffles.readEntries('spring');
  let count = 0;
  if (raffle === undefined) return count;
  const pause = async () => {};
  for (let index = 0; index < raffle.version;) {
    const event = await findMails(raffle, { entries, from: 0 }, { index, pause });
    count += event.mails.length;
    index = event.next;
  }
  return count;
}

function writeFolder(root: string, path: string, state: FolderState): void {
  for (const [name, bytes] of state) {
    const copy = join(path, name.slice(root.length + 1));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, bytes);
  }
}

const random = seededRandom(11);
const crashes = {
  'the process is killed': killProcess,
  'the power is cut': (calls: Parameters<typeof killProcess>[0], after: number) =>
    cutPower(calls, { after, random }),
};

for (const [name, crash] of Object.entries(crashes)) {
  test.serial(
    `whenever ${name}, every mail is sent after the next start, and at most one a second time`,
    async (t) => {
      const root = temporaryFolder(t);
      const { calls, accepted } = await recordMailing(root);
      t.is(
        accepted.length,
        2 + 2 + 2 + 1 + 2 + 2,
        'purchases, amendment, voids, purchase, results, forfeit',
      );
      const known = new Map(accepted.map((message) => [message.messageId, message]));
      t.is(known.size, accepted.length);
      const begun = calls.findIndex(({ type }) => type === 'confirmed');
      const step = atLength(1, 5);
      for (let after = begun + 1; after <= calls.length; after += step) {
        const path = temporaryFolder(t);
        writeFolder(root, path, crash(calls, after));
        const before = calls
          .slice(begun + 1, after)
          .filter(({ type }) => type === 'confirmed')
          .map((_, index) => accepted[index]?.messageId);
        const sent: Message[] = [];
        const again = await startMailing(path, (message) => sent.push(message));
        await again.finish();
        const expected = await countMails(again.raffles);
        await again.close();
        for (const message of sent) t.deepEqual(message, known.get(message.messageId));
        const later = sent.map(({ messageId }) => messageId);
        t.is(new Set([...before, ...later]).size, expected, `call ${after}`);
        t.is(new Set(later).size, later.length, `call ${after}`);
        const doubled = later.filter((id) => before.includes(id));
        t.true(doubled.length <= 1, `call ${after}: ${doubled.length} mails were sent twice`);
      }
    },
  );
}
