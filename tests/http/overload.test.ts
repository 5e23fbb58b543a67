import test, { type ExecutionContext } from 'ava';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { quicknet } from '#proof/beacon.ts';
import { createApp } from '../../services/raffle/http/create-app.ts';
import { EmbedTokens } from '../../services/raffle/identity/embed-token.ts';
import { LogKeys } from '../../services/raffle/identity/log-keys.ts';
import { LogSigningKeys } from '../../services/raffle/identity/log-signing-keys.ts';
import { Pseudonyms } from '../../services/raffle/identity/pseudonyms.ts';
import { Secret } from '../../services/raffle/identity/secret.ts';
import { SessionTokens } from '../../services/raffle/identity/session-token.ts';
import { SignInCodes } from '../../services/raffle/identity/sign-in-codes.ts';
import { BeaconRelays } from '../../services/raffle/randomness/beacon-relays.ts';
import { SealedDraws } from '../../services/raffle/randomness/sealed-draws.ts';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbRaffleStore } from '../../services/raffle/stores/lowdb/raffle-store.ts';
import { springLog } from '../support/log-key.ts';
import { expectProblem } from '../support/problems.ts';
import { asParticipant, temporaryFolder, type Participant } from '../support/service.ts';

const relays = new BeaconRelays({ relays: [], timeoutMs: 1, onFailure: () => {} });

/** The real door on a store where few may wait, and people who are signed in already. */
async function startNarrow(t: ExecutionContext, waitingMax: number) {
  const folder = DataFolder.open(temporaryFolder(t), { waitingMax });
  const accounts = await LowdbAccountStore.open(folder);
  const admin = await LowdbAdminStore.open(folder);
  const secret = new Secret(new Uint8Array(32));
  const raffles = await LowdbRaffleStore.open(folder, new LogSigningKeys(secret));
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const sessionTokens = new SessionTokens(secret.derive('session'));
  const pseudonyms = new Pseudonyms(secret);
  const app = createApp({
    publicUrl,
    adminUrl: 'http://localhost:4001',
    proxyHops: 0,
    logger: pino({ level: 'silent' }),
    raffles,
    accounts,
    admin,
    pseudonyms,
    sessionTokens,
    codes: new SignInCodes({ key: secret.derive('sign-in-code'), isUnlimited: true }),
    mailer: undefined,
    oidc: undefined,
    logKeys: new LogKeys(secret, publicUrl),
    sealedDraws: new SealedDraws({ chains: [quicknet], relays }),
    embedOrigins: [],
    embedTokens: new EmbedTokens(secret.derive('embed-token')),
    participantDir: '',
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
    const account = await accounts.enrol({ id, email, person: pseudonyms.person(email) });
    const now = Date.now();
    const token = sessionTokens.issue({ ...account, account: id, signedInAt: now, seenAt: now });
    return asParticipant(publicUrl, email, `raffle_session=${token}`);
  };
  /** Keeps everything that is asked of the raffle waiting until what it gives is called. */
  const hold = (raffle: string): (() => void) => {
    const { lock, lockKey } = folder.guard(`raffle ${raffle}`);
    let letGo = () => {};
    void lock.acquire(lockKey, () => new Promise<void>((resolve) => (letGo = resolve)));
    return () => letGo();
  };
  return { raffles, signIn, hold, url: publicUrl };
}

test('when too many wait, the next is told so, when to come back, and that nothing was taken', async (t) => {
  const { raffles, signIn, hold, url } = await startNarrow(t, 2);
  const rules = { title: 'Spring', capacity: 100, perPersonLimit: 2, randomness: 'local' } as const;
  const at = '2026-01-01T00:00:00.000Z';
  const open = {
    ...rules,
    type: 'OpenRaffle',
    raffle: 'spring',
    logKey: springLog.verifierKey,
    at,
    order: null,
  } as const;
  await raffles.open(() => open);
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
