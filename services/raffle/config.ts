import { join } from 'node:path';
import type { BeaconChain } from '#proof/beacon.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import { isSecureOrLocal, parseEmbedOrigins } from './config/origins.ts';
import { Reader, type Environment } from './config/reader.ts';
import { readAdminKeys, type ListedKey } from './identity/admin-keys.ts';
import { readSecret } from './identity/secret.ts';

/** The limits on what comes over the network, each with its unit. */
export const limits = {
  purchaseBodyBytesMax: 1_024,
  adminBodyBytesMax: 16_384,
  /** Read before anybody has proved anything. */
  enrolmentBodyBytesMax: 1_024,
  /** How long more is read of a body that is too large, so that its sender hears the refusal. */
  bodyDropMsMax: 1_000,
  /** A request whose headers drip longer than this is cut off. */
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** How often the two are looked after. */
  connectionsCheckMs: 1_000,
  /**
   * A connection on which nothing moves for so long is cut off, and so is who asks and does not
   * read. Longer than a heartbeat of the live streams, and than the longest work before an answer.
   */
  connectionIdleMsMax: 60_000,
  /** How long a shutdown waits for what was accepted. */
  drainMsMax: 10_000,
  drainCheckMs: 20,
  /** Changes of one raffle that may wait; the next is refused as `overloaded`. */
  changesWaitingMax: 10_000,
  /** Live streams in all, and from one network (IPv4 address or IPv6 /64): a school has one. */
  streamsMax: 20_000,
  streamsPerNetworkMax: 1_000,
  /** A reader with more than this unread is dropped; it comes back and gets the newest state. */
  streamBacklogBytesMax: 65_536,
  streamHeartbeatMs: 15_000,
  /** Readers get at most one event in this time; the last state always arrives. */
  streamIntervalMs: 50,
  /** Who reads a log at the same time, in all and from one network; each holds one piece of it. */
  logReadersMax: 1_000,
  logReadersPerNetworkMax: 200,
  /** How long one beacon relay may take; all of them together stay below a client's patience. */
  beaconRelayTimeoutMs: 2_000,
  codesPerMailboxPerHourMax: 5,
  codesPerNetworkPerHourMax: 200,
  /** Sign-ins with an organisation: no mail is sent, so a hall may have more. */
  organisationSignInsPerNetworkPerHourMax: 1_000,
  /** Those that are under way; the oldest makes room for one more. */
  organisationSignInsMax: 20_000,
} as const;

export interface Settings {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Undefined: `http://localhost:<port>`. */
  readonly publicUrl: string | undefined;
  /** Where the admin app listens; 0 picks a free port, undefined: it does not. */
  readonly adminPort: number | undefined;
  /** Nobody asked for that very port, so a service whose port is taken can do without. */
  readonly isAdminPortUsual: boolean;
  /** The admin app's origin. Undefined: `http://localhost:<admin port>`. */
  readonly adminUrl: string | undefined;
  /** The origins of the sites that may embed the participant app. */
  readonly embedOrigins: readonly string[];
  readonly dataDir: string;
  readonly secretFile: string | undefined;
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly oidc:
    | { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
    | undefined;
  /** The keys that are let in at every start. */
  readonly adminKeys: readonly ListedKey[];
  /** Base URLs of drand relays, asked in this order. */
  readonly drandRelays: readonly string[];
  /** The chain to seal with. Undefined: drand quicknet. */
  readonly drandChain: BeaconChain | undefined;
  readonly isDemoWanted: boolean;
  readonly logLevel: string;
  /** How many proxies stand before this service; their word on the client's address is taken. */
  readonly proxyHops: number;
  /** One's own machine, nothing really mailed: codes are shown, sign-in limits are off. */
  readonly isDevelopment: boolean;
}

/** The environment does not make sense. Each fault names its variable. */
export class ConfigurationFaulty extends Error {
  override name = 'ConfigurationFaulty';
  static readonly exitCode = 78;
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** The League of Entropy's own, and one that others run. */
const publicRelays = [
  'https://api.drand.sh',
  'https://api2.drand.sh',
  'https://api3.drand.sh',
  'https://drand.cloudflare.com',
];

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the settings from the environment.
 *
 * @throws {ConfigurationFaulty} with every fault at once.
 */
export function readSettings(environment: Environment): Settings {
  const read = new Reader(environment);
  const host = read.text('RAFFLE_HOST') ?? '127.0.0.1';
  const smtp = readSmtp(read);
  const oidc = readOidc(read);
  const isLocal = loopbackHosts.has(host) && read.text('NODE_ENV') !== 'production';
  const isDevelopment = isLocal && smtp === undefined && oidc === undefined;
  const adminPort =
    read.text('RAFFLE_ADMIN_PORT') === 'off'
      ? undefined
      : read.port('RAFFLE_ADMIN_PORT', usualAdminPort);
  const adminUrl = read.origin('RAFFLE_ADMIN_URL');
  const settings = {
    host,
    port: read.port('RAFFLE_PORT', 4000),
    publicUrl: read.origin('RAFFLE_PUBLIC_URL'),
    adminPort,
    isAdminPortUsual: read.text('RAFFLE_ADMIN_PORT') === undefined,
    adminUrl,
    embedOrigins: readEmbedOrigins(read, adminUrl ?? localAdminUrl(adminPort)),
    dataDir: read.text('RAFFLE_DATA_DIR') ?? './data',
    secretFile: read.path('RAFFLE_SECRET_FILE', readSecret),
    smtp,
    oidc,
    drandRelays: read.urls('RAFFLE_DRAND_RELAYS') ?? publicRelays,
    drandChain: read.file('RAFFLE_DRAND_CHAIN_FILE', parseChainInfo),
    adminKeys: read.file('RAFFLE_ADMIN_KEYS_FILE', readAdminKeys) ?? [],
    isDemoWanted: read.choice('RAFFLE_DEMO', ['on', 'off'], isDevelopment ? 'on' : 'off') === 'on',
    logLevel: read.choice('LOG_LEVEL', logLevels, 'info'),
    proxyHops: read.count('RAFFLE_PROXY_HOPS', 0),
    isDevelopment,
  };
  if (!isDevelopment && smtp === undefined && oidc === undefined) read.fault(noSignInFault);
  if (read.text('DATABASE_URL') !== undefined) read.fault(databaseFault);
  if (read.faults.length > 0) throw new ConfigurationFaulty(read.faults);
  return settings;
}

const usualAdminPort = 4001;

/** Where the admin app is when nobody says otherwise. */
export function localAdminUrl(port = usualAdminPort): string {
  return `http://localhost:${port}`;
}

const noSignInFault =
  'Nobody could sign in: set RAFFLE_SMTP_URL and RAFFLE_MAIL_FROM, or the three RAFFLE_OIDC_ variables. Without them the service runs for development only: loopback RAFFLE_HOST, NODE_ENV not production.';
const databaseFault =
  'DATABASE_URL: this version keeps its state in RAFFLE_DATA_DIR only; unset it.';

function readSmtp(read: Reader): Settings['smtp'] {
  const [url, from] = [read.text('RAFFLE_SMTP_URL'), read.text('RAFFLE_MAIL_FROM')];
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || !/^smtps?:\/\/./.test(url) || !URL.canParse(url)) {
    read.fault('RAFFLE_SMTP_URL must be like smtp://user:password@mail.example.org:587.');
  }
  if (from === undefined || !from.includes('@')) {
    read.fault('RAFFLE_MAIL_FROM must be the address that codes are sent from.');
  }
  return { url: url ?? '', from: from ?? '' };
}

function readOidc(read: Reader): Settings['oidc'] {
  const issuer = read.text('RAFFLE_OIDC_ISSUER');
  const clientId = read.text('RAFFLE_OIDC_CLIENT_ID');
  const clientSecret = read.file('RAFFLE_OIDC_CLIENT_SECRET_FILE', (text) => text.trim());
  if ([issuer, clientId, clientSecret].every((value) => value === undefined)) return undefined;
  if (issuer === undefined || !isSecureOrLocal(issuer)) {
    read.fault('RAFFLE_OIDC_ISSUER must be an https URL.');
  }
  if (clientId === undefined) read.fault('RAFFLE_OIDC_CLIENT_ID is missing.');
  if (clientSecret === undefined) read.fault('RAFFLE_OIDC_CLIENT_SECRET_FILE is missing.');
  return { issuer: issuer ?? '', clientId: clientId ?? '', clientSecret: clientSecret ?? '' };
}

function readEmbedOrigins(read: Reader, adminUrl: string): Settings['embedOrigins'] {
  const name = 'RAFFLE_EMBED_ORIGINS';
  const { origins, faults } = parseEmbedOrigins(read.text(name) ?? '', adminUrl);
  for (const fault of faults) read.fault(`${name}: ${fault}`);
  return origins;
}

/** Where the secret is when nothing else is said. */
export function secretPath({ secretFile, dataDir }: Settings): string {
  return secretFile ?? join(dataDir, 'secret');
}
