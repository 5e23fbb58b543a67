import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { pino } from 'pino';
import { createClient, type RaffleClient } from '#contract/client.ts';
import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';
import type { Mailbox } from '#contract/accounts.ts';
import type { Invitation } from '#contract/admin-keys.ts';
import type * as z from 'zod/mini';
import { readSettings } from '../../services/raffle/config.ts';
import { startService, type ServiceOptions } from '../../services/raffle/start-service.ts';
import { watchProblemReplies } from './answered-problems.ts';
import { requestPatiently } from './patient-requests.ts';
import { temporaryFolder } from './temporary-folder.ts';

export { temporaryFolder, type Teardown } from './temporary-folder.ts';

export interface TestService {
  readonly url: string;
  /** Address of the admin app, if RAFFLE_ADMIN_PORT is set. */
  readonly adminUrl: string | undefined;
  /** The invitation that it prints at the start; undefined while the admin app is off. */
  readonly invitation: Invitation | undefined;
  readonly dataDir: string;
  /** Calls the admin endpoints with the development operator's key. */
  readonly operator: RaffleClient;
  readonly signer: RequestSigner;
  /** Signs in with the code from the development mailbox. */
  signIn(email: string): Promise<Participant>;
  stop(): Promise<void>;
}

export interface Participant {
  readonly email: string;
  readonly cookie: string;
  /** Sends a request as this person's browser would. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  buy(raffle: string, options?: { quantity?: unknown; key?: string }): Promise<Response>;
}

export interface TestServiceOptions extends Partial<
  Pick<ServiceOptions, 'onFailure' | 'participantDir' | 'galleryDir' | 'adminDir' | 'verifierDir'>
> {
  readonly environment?: Record<string, string>;
  /** Default: a new temporary folder. */
  readonly dataDir?: string;
  /** Receives every log line. */
  readonly log?: (line: string) => void;
}

/** Starts the real service on a free port with a temporary data folder, until the test ends. */
export async function startTestService(
  t: ExecutionContext,
  { environment = {}, dataDir = temporaryFolder(t), log, ...options }: TestServiceOptions = {},
): Promise<TestService> {
  const settings = readSettings({
    RAFFLE_PORT: '0',
    RAFFLE_NEW_DATA_DIR: 'on',
    RAFFLE_ADMIN_PORT: 'off',
    RAFFLE_DATA_DIR: dataDir,
    LOG_LEVEL: log === undefined ? 'silent' : 'trace',
    ...environment,
  });
  const logger = pino({ level: settings.logLevel }, { write: (line) => log?.(line) });
  const service = await startService(settings, { ...options, logger, print: () => {} });
  const takeUndocumented = watchProblemReplies();
  t.teardown(() => {
    const undocumented = takeUndocumented();
    if (undocumented.length === 0) return;
    throw new Error(`The contract does not document these replies: ${undocumented.join(', ')}.`);
  });
  let isRunning = true;
  const stop = async () => {
    if (isRunning) await service.stop();
    isRunning = false;
  };
  t.teardown(stop);
  const { publicUrl: url, adminUrl, invitation } = service;
  const operatorKey = join(dataDir, 'operator.pem');
  // A folder whose keys come from a keys file has no development operator.
  const signer = await (existsSync(operatorKey)
    ? readSigner(operatorKey)
    : toSigner(generateKeyPairSync('ed25519').privateKey));
  const operator = createClient({ baseUrl: url, signer, timeoutMs: 60_000 });
  return {
    url,
    adminUrl,
    invitation,
    dataDir,
    operator,
    signer,
    signIn: (email) => signInAt(url, email),
    stop,
  };
}

/** Reads a signer from a PKCS#8 PEM file. */
export async function readSigner(path: string): Promise<RequestSigner> {
  return toSigner(createPrivateKey(readFileSync(path)));
}

export async function toSigner(privateKey: KeyObject): Promise<RequestSigner> {
  const { x } = privateKey.export({ format: 'jwk' });
  return {
    keyid: await keyThumbprint(x!),
    sign: async (bytes) => sign(null, bytes, privateKey),
  };
}

/** The latest sign-in of each address at each service. */
const signIns = new Map<string, Promise<Participant>>();

/**
 * Signs in at any service through its development mailbox. Sign-ins with the same address wait for
 * each other, because each takes the newest code of that mailbox.
 */
export function signInAt(url: string, email: string): Promise<Participant> {
  const mailbox = `${url} ${email}`;
  const signIn = () => takeCode(url, email);
  const participant = (signIns.get(mailbox) ?? Promise.resolve()).then(signIn, signIn);
  signIns.set(mailbox, participant);
  return participant;
}

async function takeCode(url: string, email: string): Promise<Participant> {
  const ask = () => fetch(`${url}/api/sign-in/codes`, postJson({ email }));
  const asked = await requestPatiently(ask);
  const code = await readCode(url, email);
  const session = postJson({ email, code }, { cookie: cookiesOf(asked) });
  const signedIn = await requestPatiently(() => fetch(`${url}/api/sign-in/sessions`, session));
  if (signedIn.status !== 201) throw new Error(`Sign-in failed: ${await signedIn.text()}`);
  return asParticipant(url, email, cookiesOf(signedIn));
}

/** A participant with this session cookie. */
export function asParticipant(url: string, email: string, cookie: string): Participant {
  const send: Participant['fetch'] = (path, init = {}) =>
    fetch(url + path, { ...init, headers: { cookie, ...(init.headers as object) } });
  return {
    email,
    cookie,
    fetch: send,
    buy: (raffle, { quantity = 1, key = crypto.randomUUID() } = {}) =>
      send(`/api/raffles/${raffle}/tickets`, postJson({ quantity }, { 'idempotency-key': key })),
  };
}

/** Reads the newest code that was mailed to an address. */
export async function readCode(url: string, email: string): Promise<string> {
  const reply = await fetch(`${url}/dev/mailbox?to=${encodeURIComponent(email)}`, {
    headers: { accept: 'application/json' },
  });
  const { messages } = (await reply.json()) as z.infer<typeof Mailbox>;
  return messages.find((message) => message.code !== '')!.code;
}

export function postJson(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** The cookies a reply sets, as a browser sends them back. */
export function cookiesOf(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Reads status, code and detail of a problem reply. */
export async function problemOf(
  reply: Response,
): Promise<{ status: number; code: string; detail: string }> {
  const { status, code, detail } = (await reply.json()) as never;
  return { status, code, detail };
}

/** Starts a service with a rehearsal called `try` beside its demo. */
export async function startRehearsal(
  t: ExecutionContext,
  { rules = {}, ...options }: TestServiceOptions & { rules?: object } = {},
) {
  const service = await startTestService(t, options);
  const body = { id: 'try', title: 'Try it', rehearsal: true, ...rules };
  await service.operator.call('createRaffle', { body });
  const params = { id: 'try' };
  const rehearse = (tickets: number, idempotencyKey: string = crypto.randomUUID()) =>
    service.operator.call('rehearseRaffle', { params, body: { tickets }, idempotencyKey });
  const read = async (path: string) => (await fetch(service.url + path)).json() as never;
  return { ...service, params, rehearse, read };
}
