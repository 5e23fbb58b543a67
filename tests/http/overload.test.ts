import test, { type ExecutionContext } from 'ava';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { quicknet } from '#proof/beacon.ts';
import { createApp } from '../../services/raffle/http/create-app.ts';
import { EmbedTokens } from '../../services/raffle/identity/tokens.ts';
import { KnownBrowserTokens } from '../../services/raffle/identity/tokens.ts';
import { LogKeyring } from '../../services/raffle/identity/log-keyring.ts';
import { Pseudonyms } from '../../services/raffle/identity/pseudonyms.ts';
import { Secret } from '../../services/raffle/identity/secret.ts';
import { SessionTokens } from '../../services/raffle/identity/tokens.ts';
import { MemoryRateLimits } from '../../services/raffle/http/limits/memory-rate-limits.ts';
import { SignInCodes } from '../../services/raffle/identity/sign-in-codes.ts';
import { BeaconRelays } from '../../services/raffle/randomness/beacon-relays.ts';
import { RaffleMails } from '../../services/raffle/mail/raffle-mails.ts';
import { SealedDraws } from '../../services/raffle/randomness/sealed-draws.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { LowdbPictureStore } from '../../services/raffle/stores/lowdb/picture-store.ts';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { LowdbWitnessStore } from '../../services/raffle/stores/lowdb/witness-store.ts';
import { CosignedLogs } from '../../services/raffle/witness/cosigned-logs.ts';
import { Witnesses } from '../../services/raffle/witness/witnesses.ts';
import { springLog } from '../support/log-key.ts';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, temporaryFolder, type Participant } from '../support/service.ts';
import { ClaimTokens } from '../../services/raffle/identity/claim-tokens.ts';

const relays = new BeaconRelays({ relays: [], timeoutMs: 1, onFailure: () => {} });

const unwitnessed = {
  policy: undefined,
  intervalMs: 1,
  timeoutMs: 1,
  concurrency: 1,
  pause: async () => {},
  onFailure: () => {},
  onAlarm: () => {},
};

/** Starts the HTTP layer on a store with a short queue, with signed-in participants. */
async function startNarrow(t: ExecutionContext, waitingMax: number) {
  const folder = DataFolder.open(temporaryFolder(t), { waitingMax });
  const accounts = await LowdbAccountStore.load(folder);
  const admin = await LowdbAdminStore.load(folder);
  const payments = await LowdbPaymentStore.load(folder);
  const witnessStore = await LowdbWitnessStore.load(folder);
  const secret = new Secret(new Uint8Array(32));
  const logKeyring = new LogKeyring(secret);
  const raffles = await LowdbRaffleStore.load(folder, logKeyring);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const sessionTokens = new SessionTokens(secret.derive('session'));
  const pseudonyms = new Pseudonyms(secret);
  const app = createApp({
    publicUrl,
    adminUrl: 'http://localhost:4001',
    brand: { accent: undefined, logo: undefined },
    proxyHops: 0,
    logger: pino({ level: 'silent' }),
    connectionRefusals: { 'too-many-connections': 0, pipelined: 0 },
    raffles,
    isStoreReachable: async () => true,
    accounts,
    pictures: await LowdbPictureStore.load(folder, 0),
    payments,
    admin,
    pseudonyms,
    sessionTokens,
    codes: new SignInCodes(secret.derive('sign-in-code')),
    rateLimits: new MemoryRateLimits(),
    codeRateLimits: { perMailboxMax: 5, perNetworkMax: 600 },
    knownBrowserTokens: new KnownBrowserTokens(secret.derive('known-browser')),
    mailer: undefined,
    raffleMails: await RaffleMails.start({
      store: await LowdbOutboxStore.load(folder),
      raffles,
      accounts,
      mailer: undefined,
      publicUrl,
      linkToSale: () => publicUrl,
      language: 'en',
      perSecondMax: 1,
      concurrency: 1,
      pause: async () => {},
      onFailure: () => {},
    }),
    witnesses: await Witnesses.start({ ...unwitnessed, raffles, store: witnessStore }),
    cosignedLogs: new CosignedLogs(witnessStore, undefined),
    oidc: undefined,
    logKeyring,
    schedule: { subscribeToOpenings: () => () => {} },
    sealedDraws: new SealedDraws({ chains: [quicknet], relays }),
    embedOrigins: [],
    claimTokens: new ClaimTokens(secret.derive('claim-link')),
    embedTokens: new EmbedTokens(secret.derive('embed-token')),
    participantDir: '',
    galleryDir: '',
    adminDir: '',
    verifierDir: '',
  });
  server.on('request', app.express);
  t.teardown(async () => {
    app.drain();
    server.close();
    server.closeAllConnections();
    await folder.close();
  });
  const signIn = async (email: string): Promise<Participant> => {
    const id = pseudonyms.account(email);
    const account = await accounts.upsert({ id, email, person: pseudonyms.person(email) });
    const now = Date.now();
    const token = sessionTokens.issue({ ...account, account: id, signedInAt: now, seenAt: now });
    return asParticipant(publicUrl, email, `raffle_session=${token}`);
  };
  /** Holds the store's calls back until the returned function is called. */
  const hold = (raffle: string): (() => void) => {
    const { lock, lockKey } = folder.queueSettings(`raffle ${raffle}`);
    let letGo = () => {};
    void lock.acquire(lockKey, () => new Promise<void>((resolve) => (letGo = resolve)));
    return () => letGo();
  };
  return { raffles, signIn, hold, url: publicUrl };
}

test('when the queue is full, the reply says that nothing was sold and when to retry', async (t) => {
  const { raffles, signIn, hold, url } = await startNarrow(t, 2);
  const rules = {
    title: 'Spring',
    capacity: 100,
    perPersonLimit: 2,
    randomness: 'local',
    prizes: ['Prize'],
    reserves: 0,
  } as const;
  const at = '2026-01-01T00:00:00.000Z';
  const open = {
    ...rules,
    type: 'OpenRaffle',
    raffleId: 'spring',
    logKey: springLog.verifierKey,
    at,
    operatorSignature: null,
  } as const;
  await raffles.create(() => open);
  const people: Participant[] = [];
  for (let index = 0; index < 40; index += 1) people.push(await signIn(`p${index}@example.org`));
  const letGo = hold('spring');
  let refusals = 0;
  const replies = await Promise.all(
    people.map(async (person) => {
      const reply = await person.buy('spring');
      if (reply.status !== 201) refusals += 1;
      if (refusals === people.length - 2) letGo();
      return reply;
    }),
  );
  const refused = replies.filter(({ status }) => status !== 201);
  t.is(refused.length, people.length - 2);
  for (const reply of refused) {
    t.is(reply.headers.get('retry-after'), '1');
    await expectProblem(t, reply, 'overloaded');
  }
  t.like(await (await fetch(`${url}/api/raffles/spring`)).json(), { sold: 2 });
  t.is((await people.at(-1)!.buy('spring')).status, 201);
});
