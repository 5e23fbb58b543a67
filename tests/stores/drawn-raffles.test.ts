import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { now } from '../support/given.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, draw, openRaffle } from '../support/store-behaviour.ts';

/** Makes a folder with two raffles, one with a ticket, and closes it. */
async function fillFolder(t: ExecutionContext): Promise<string> {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store, { prizes: ['Bicycle', 'Book', 'Cake'], perPersonLimit: 3 });
  await openRaffle(store, { raffleId: 'autumn' });
  await buy(store, 'ann', 3);
  await close();
  return path;
}

function claim(store: RaffleStore, prize: number) {
  return store.change('spring', (raffle) => {
    const ticketNumber =
      raffle.status === 'drawn' ? raffle.drawn.order[prize - 1]!.ticketNumber : 0;
    const facts = { prize, ticketNumber, at: now, operatorSignature: null };
    return decide({ type: 'ClaimPrize', ...facts }, raffle);
  });
}

const filesOf = (path: string, ...ids: string[]) =>
  ids.flatMap((id) => ['checkpoint', 'journal'].map((type) => `${path}/raffles/${id}.${type}`));

/** Waits until only these files are open; they are closed in the background. */
async function hasOpen(path: string, files: string[]): Promise<boolean> {
  for (let turn = 0; turn < 1000; turn += 1) {
    if (String(openFilesBelow(path)) === String(files)) return true;
    await setImmediate();
  }
  return false;
}

/** Draws other raffles, after which the files of earlier drawn ones are closed. */
async function drawOthers(store: RaffleStore, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const raffleId = `other-${index}`;
    await openRaffle(store, { raffleId });
    await store.change(raffleId, (raffle) =>
      decide({ type: 'CancelRaffle', reason: 'Rain', at: now, operatorSignature: null }, raffle),
    );
  }
}

test.serial('claims of a drawn raffle are durable, and its files are closed again', async (t) => {
  const path = await fillFolder(t);
  const { store, close } = await openFolder(t, path);
  await draw(store);
  await claim(store, 1);
  await Promise.all([claim(store, 2), claim(store, 3)]);
  t.deepEqual(openFilesBelow(path), filesOf(path, 'autumn', 'spring'), 'one claim may follow soon');
  await drawOthers(store, 5);
  const others = [1, 2, 3, 4].map((index) => `other-${index}`);
  t.true(await hasOpen(path, filesOf(path, 'autumn', ...others)));
  const before = await store.findLog('spring');
  await close();
  const again = await openFolder(t, path);
  t.true(await hasOpen(path, filesOf(path, 'autumn')));
  const raffle = await again.store.find('spring');
  t.is(raffle?.status === 'drawn' ? raffle.claims.length : 0, 3);
  t.is((await again.store.findLog('spring'))?.checkpoint, before?.checkpoint);
});

test.serial('a claim keeps the files that it opened while others were being closed', async (t) => {
  const path = await fillFolder(t);
  const { store, close } = await openFolder(t, path);
  const prototype = await prototypeOfHandles(path);
  const { close: closeHandle } = prototype;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  t.teardown(() => (prototype.close = closeHandle));
  prototype.close = async function slow(this: FileHandle) {
    await released;
    return closeHandle.call(this);
  };
  await draw(store);
  await drawOthers(store, 4);
  prototype.close = closeHandle;
  const first = claim(store, 1);
  release();
  await first;
  await claim(store, 2);
  await claim(store, 3);
  await close();
  const raffle = await (await openFolder(t, path)).store.find('spring');
  t.is(raffle?.status === 'drawn' ? raffle.claims.length : 0, 3);
});

/** What all file handles of this process inherit from. */
async function prototypeOfHandles(path: string): Promise<FileHandle> {
  const handle = await open(`${path}/raffles/autumn.journal`, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

test.serial('a claim keeps its files although other raffles are drawn meanwhile', async (t) => {
  const path = await fillFolder(t);
  const { store, close } = await openFolder(t, path);
  await draw(store);
  const prototype = await prototypeOfHandles(path);
  const { datasync } = prototype;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  t.teardown(() => (prototype.datasync = datasync));
  const begun = new Promise<void>((resolve) => {
    prototype.datasync = async function slow(this: FileHandle) {
      // The claim's flush ends after those of the other raffles.
      prototype.datasync = datasync;
      resolve();
      await released;
      return datasync.call(this);
    };
  });
  const first = claim(store, 1);
  await begun;
  await drawOthers(store, 5);
  release();
  await first;
  await claim(store, 2);
  await close();
  const raffle = await (await openFolder(t, path)).store.find('spring');
  t.is(raffle?.status === 'drawn' ? raffle.claims.length : 0, 2);
});

test.serial('a power cut during a claim leaves a folder that the next start accepts', async (t) => {
  const path = await fillFolder(t);
  const { store, close } = await openFolder(t, path);
  await draw(store);
  await drawOthers(store, 4);
  // The claim opens the files again.
  const others = [0, 1, 2, 3].map((index) => `other-${index}`);
  t.true(await hasOpen(path, filesOf(path, 'autumn', ...others)));
  const prototype = await prototypeOfHandles(path);
  const { datasync } = prototype;
  t.teardown(() => (prototype.datasync = datasync));
  prototype.datasync = async () => {
    throw new Error('power cut');
  };
  await t.throwsAsync(claim(store, 1), { code: 'outcome-unknown' });
  prototype.datasync = datasync;
  await close();
  const raffle = await (await openFolder(t, path)).store.find('spring');
  t.is(raffle?.status, 'drawn');
});

/** The files below a folder that this process has open. */
function openFilesBelow(path: string): string[] {
  const targets = readdirSync('/proc/self/fd').flatMap((fd) => {
    const link = `/proc/self/fd/${fd}`;
    return existsSync(link) ? readlinkSync(link) : [];
  });
  return targets.filter((target) => target.startsWith(`${path}/raffles/`)).toSorted();
}

test.serial(
  'the files that purchases need are open after the start, those of drawn raffles are closed',
  async (t) => {
    const path = await fillFolder(t);
    const { store, close } = await openFolder(t, path);
    t.deepEqual(openFilesBelow(path), filesOf(path, 'autumn', 'spring'));
    await draw(store);
    await close();
    const again = await openFolder(t, path);
    t.deepEqual(openFilesBelow(path), filesOf(path, 'autumn'));
    t.is((await again.store.find('spring'))!.status, 'drawn');
  },
);
