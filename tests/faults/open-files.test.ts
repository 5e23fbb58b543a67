import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { LogKeyring } from '../../services/raffle/identity/log-keyring.ts';
import { readOrCreateSecret } from '../../services/raffle/identity/secret.ts';
import { buyTickets } from '../../services/raffle/domain/buy-tickets.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { LowdbWitnessStore } from '../../services/raffle/stores/lowdb/witness-store.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { now, opened } from '../support/given.ts';
import { temporaryFolder } from '../support/service.ts';
import { runMain, spawnService } from '../support/spawned-service.ts';

/** More raffles than the service may open files. */
const raffleCount = 120;
const filesMax = 110;

async function openRaffles(
  t: ExecutionContext,
  { isDrawn }: { isDrawn: boolean },
): Promise<string> {
  const path = temporaryFolder(t);
  const folder = DataFolder.open(path);
  const secret = readOrCreateSecret(join(path, 'secret'));
  await LowdbAccountStore.load(folder);
  await LowdbAdminStore.load(folder);
  await LowdbOutboxStore.load(folder);
  await LowdbPaymentStore.load(folder);
  await LowdbWitnessStore.load(folder);
  const logKeyring = new LogKeyring(secret);
  const store = await LowdbRaffleStore.load(folder, logKeyring);
  for (let index = 0; index < raffleCount; index += 1) {
    const raffleId = `r${index}`;
    const { type: _, ...rules } = opened({
      raffleId,
      logKey: logKeyring.verifierKey(raffleId, 'http://localhost'),
    });
    await store.create(() => ({ type: 'OpenRaffle', ...rules }));
    if (!isDrawn) continue;
    const ticket = { holder: 'ann', account: 'ann', key: 'key', quantity: 1, at: now };
    await store.change(raffleId, (state) => buyTickets({ type: 'BuyTickets', ...ticket }, state));
    const command = {
      type: 'DrawPrizes',
      randomInt: () => 0,
      at: now,
      operatorSignature: null,
    } as const;
    await store.change(raffleId, (state) => decide(command, state));
  }
  await folder.close();
  return path;
}

test('a service starts with more drawn raffles than files it may open', async (t) => {
  const dataDir = await openRaffles(t, { isDrawn: true });
  const { url } = await spawnService(t, { dataDir, filesMax });
  const list = (await (await fetch(`${url}/api/raffles`)).json()) as { raffles: unknown[] };
  t.is(list.raffles.length, raffleCount);
});

test('too few file descriptors for the open raffles are reported as such, not as damage', async (t) => {
  const dataDir = await openRaffles(t, { isDrawn: false });
  const refused = await runMain({ environment: { RAFFLE_DATA_DIR: dataDir }, filesMax });
  t.is(refused.exitCode, 74, refused.stderr);
  t.true(refused.stderr.includes('ulimit -n'), refused.stderr);
  const advised = refused.stderr.toLowerCase();
  t.false(
    ['damage', 'restore', 'backup', 'repair'].some((word) => advised.includes(word)),
    advised,
  );
  const { url } = await spawnService(t, { dataDir });
  t.is((await fetch(`${url}/api/raffles`)).status, 200);
});
