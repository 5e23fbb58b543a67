import { join } from 'node:path';
import { CodedError } from '#errors';
import type { BeaconChain } from '#proof/beacon.ts';
import { quicknet } from '#proof/beacon.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import {
  isLoopbackUrl,
  isSecureOrLocal,
  loopbackHosts,
  parseEmbedOrigins,
} from './config/origins.ts';
import { readBrand, type Brand } from './config/brand.ts';
import { EnvReader, type Environment } from './config/env-reader.ts';
import { dataDirOf } from './config/data-dir.ts';
import { readDatabaseUrl } from './config/database.ts';
import { limits, type CodeRateLimits } from './config/limits.ts';
import { readSmtp } from './config/smtp.ts';
import { parseServicePolicy } from './config/witness-policy.ts';
import { readAdminKeys, type ListedKey } from './identity/admin-keys.ts';
import type { OidcClient } from './identity/oidc.ts';
import { readSecret } from './identity/secret.ts';
import type { SmtpSettings } from './mail/smtp-mailer.ts';

/** Configuration of the service, from its environment. */
export interface Settings {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Undefined: `http://localhost:<port>`. */
  readonly publicUrl: string | undefined;
  /** Port of the admin app. 0: a free one; undefined: it is not served. */
  readonly adminPort: number | undefined;
  /** The port is the default: if it is taken, the service starts without the admin app. */
  readonly isAdminPortUsual: boolean;
  /** The admin app's origin. Undefined: `http://localhost:<admin port>`. */
  readonly adminUrl: string | undefined;
  /** Origins of sites that may embed the participant app. */
  readonly embedOrigins: readonly string[];
  /** Where the state is, instead of the data folder. It may have a password: never logged. */
  readonly databaseUrl: string | undefined;
  /** Holds the state without a database; with one, only the operator's key of a development service. */
  readonly dataDir: string;
  /**
   * Handling of a data folder without raffles. `expected`: the configuration announces a new folder;
   * `refused`: the service does not start, because the disk may not be mounted.
   */
  readonly newFolder: 'allowed' | 'expected' | 'refused';
  readonly secretFile: string | undefined;
  readonly smtp: SmtpSettings | undefined;
  /** Whether mails about raffles are sent, beside sign-in codes. */
  readonly isRaffleMailWanted: boolean;
  /** Language of mails to buyers whose language is not known. */
  readonly mailLanguage: 'en' | 'de';
  readonly codeRateLimits: CodeRateLimits;
  readonly oidc: OidcClient | undefined;
  /** Keys of the keys file, enrolled at every start. */
  readonly adminKeys: readonly ListedKey[];
  /** Base URLs of drand relays, in the order of use. */
  readonly drandRelays: readonly string[];
  /** The beacon chain of new seals. Undefined: drand quicknet. */
  readonly drandChain: BeaconChain | undefined;
  /** The witnesses to ask, and the quorum. Undefined: none is asked. */
  readonly witnessPolicy: WitnessPolicy | undefined;
  /** Minimum time from one request to a witness about a raffle to the next. */
  readonly witnessIntervalSeconds: number;
  /** Create the demo raffle in an empty data folder. */
  readonly isDemoWanted: boolean;
  readonly brand: Brand;
  /** Files that were read, with the variable that names each. */
  readonly namedFiles: readonly { readonly name: string; readonly path: string }[];
  /** Names like those of our variables that are none. */
  readonly unknownNames: readonly string[];
  readonly logLevel: string;
  /** Number of proxies in front of the service, whose X-Forwarded-For is trusted. */
  readonly proxyHops: number;
  /** Loopback only, without mail and OIDC: codes are shown, limits of sign-in are off. */
  readonly isDevelopment: boolean;
}

/** The configuration is invalid. Each fault names its variable. */
export class ConfigurationFaulty extends CodedError<'configuration-faulty'> {
  override name = 'ConfigurationFaulty';
  static readonly exitCode = 78;
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super('configuration-faulty', faults.join('\n'));
    this.faults = faults;
  }
}

/** The League of Entropy's relays and Cloudflare's. */
const publicRelays = [
  'https://api.drand.sh',
  'https://api2.drand.sh',
  'https://api3.drand.sh',
  'https://drand.cloudflare.com',
];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the settings from the environment.
 *
 * @throws {ConfigurationFaulty} With all faults at once.
 */
export function readSettings(environment: Environment): Settings {
  const read = new EnvReader(environment);
  const host = read.text('RAFFLE_HOST') ?? '127.0.0.1';
  const smtp = readSmtp(read);
  const oidc = readOidc(read);
  const publicUrl = read.origin('RAFFLE_PUBLIC_URL');
  const adminUrl = read.origin('RAFFLE_ADMIN_URL');
  const proxyHops = read.count('RAFFLE_PROXY_HOPS', 0);
  // A proxy on this machine makes a loopback port public.
  const isLocal =
    loopbackHosts.has(host) &&
    proxyHops === 0 &&
    (publicUrl === undefined || isLoopbackUrl(publicUrl)) &&
    read.text('NODE_ENV') !== 'production';
  const isDevelopment = isLocal && smtp === undefined && oidc === undefined;
  const adminPort =
    read.text('RAFFLE_ADMIN_PORT') === 'off'
      ? undefined
      : read.port('RAFFLE_ADMIN_PORT', usualAdminPort);
  const settings = {
    host,
    port: read.port('RAFFLE_PORT', 4000),
    publicUrl,
    adminPort,
    isAdminPortUsual: read.text('RAFFLE_ADMIN_PORT') === undefined,
    adminUrl,
    embedOrigins: readEmbedOrigins(read, adminUrl ?? localAdminUrl(adminPort)),
    databaseUrl: readDatabaseUrl(read),
    dataDir: dataDirOf(read),
    newFolder: readNewFolder(read, isLocal),
    secretFile: read.path('RAFFLE_SECRET_FILE', readSecret),
    smtp,
    isRaffleMailWanted: read.choice('RAFFLE_MAIL', ['all', 'codes'], 'all') === 'all',
    mailLanguage: read.choice('RAFFLE_MAIL_LANGUAGE', ['en', 'de'], 'en'),
    codeRateLimits: {
      perMailboxMax: read.count('RAFFLE_CODES_PER_MAILBOX', limits.codesPerMailboxPerHourMax),
      perNetworkMax: read.count(
        'RAFFLE_CODES_PER_NETWORK',
        limits.codesPerNetworkPerHourMax,
        100_000,
      ),
    },
    oidc,
    drandRelays: read.urls('RAFFLE_DRAND_RELAYS') ?? publicRelays,
    ...readDraws(read),
    adminKeys: read.file('RAFFLE_ADMIN_KEYS_FILE', readAdminKeys) ?? [],
    isDemoWanted: read.choice('RAFFLE_DEMO', ['on', 'off'], isDevelopment ? 'on' : 'off') === 'on',
    brand: readBrand(read),
    namedFiles: read.files,
    logLevel: read.choice('LOG_LEVEL', logLevels, 'info'),
    proxyHops,
    isDevelopment,
  };
  if (!isDevelopment && smtp === undefined && oidc === undefined) read.fault(noSignInFault);
  if (isBehindProxy(publicUrl) && read.text('RAFFLE_PROXY_HOPS') === undefined) {
    read.fault(proxyHopsFault);
  }
  if (publicUrl !== undefined && publicUrl === adminUrl) read.fault(sameOriginFault);
  if (read.faults.length > 0) throw new ConfigurationFaulty(read.faults);
  return { ...settings, unknownNames: read.findUnknown() };
}

/** The service itself speaks only HTTP, so a public https URL means a proxy. */
function isBehindProxy(publicUrl: string | undefined): boolean {
  return publicUrl !== undefined && publicUrl.startsWith('https:') && !isLoopbackUrl(publicUrl);
}

const usualAdminPort = 4001;

/** Default URL of the admin app. */
export function localAdminUrl(port = usualAdminPort): string {
  return `http://localhost:${port}`;
}

const noSignInFault =
  'Participants could not sign in: set RAFFLE_SMTP_URL and RAFFLE_MAIL_FROM, or the three RAFFLE_OIDC_ variables. Without them the service only runs in development mode: RAFFLE_HOST and RAFFLE_PUBLIC_URL unset or loopback, RAFFLE_PROXY_HOPS unset or 0, NODE_ENV not production.';
const proxyHopsFault =
  'RAFFLE_PROXY_HOPS is missing: RAFFLE_PUBLIC_URL is https, so there is a proxy in front of the service. Set the number of proxies, usually 1. Set 0 if they do not send X-Forwarded-For; all visitors then share the limits of one network.';
const sameOriginFault =
  'RAFFLE_ADMIN_URL must not be the origin of RAFFLE_PUBLIC_URL: the admin app holds signing keys and needs an origin of its own.';

function readNewFolder(read: EnvReader, isLocal: boolean): Settings['newFolder'] {
  const name = 'RAFFLE_NEW_DATA_DIR';
  if (isLocal && read.text(name) === undefined) return 'allowed';
  return read.choice(name, ['on', 'off'], 'off') === 'on' ? 'expected' : 'refused';
}

function readDraws(read: EnvReader) {
  const witnessPolicy = read.file('RAFFLE_WITNESS_POLICY', parseServicePolicy);
  const leadSeconds = leadOfSeals({ witnessPolicy });
  return {
    witnessPolicy,
    witnessIntervalSeconds: read.count('RAFFLE_WITNESS_INTERVAL', 60, 86_400),
    drandChain: read.file('RAFFLE_DRAND_CHAIN_FILE', (text) => parseChainInfo(text, leadSeconds)),
  };
}

/**
 * Minimum time from a closing to the sealed round, in seconds, unless the chain file has another. With
 * witnesses it is longer: they must cosign the closing before.
 */
export function leadOfSeals({ witnessPolicy }: Pick<Settings, 'witnessPolicy'>): number {
  return witnessPolicy === undefined ? quicknet.leadSeconds : 60;
}

function readOidc(read: EnvReader): Settings['oidc'] {
  const issuer = read.text('RAFFLE_OIDC_ISSUER');
  const clientId = read.text('RAFFLE_OIDC_CLIENT_ID');
  const clientSecret = read.file('RAFFLE_OIDC_CLIENT_SECRET_FILE', (text) => text.trim());
  const clientAuth = read.choice('RAFFLE_OIDC_CLIENT_AUTH', ['auto', 'basic', 'post'], 'auto');
  if ([issuer, clientId, clientSecret].every((value) => value === undefined)) return undefined;
  if (issuer === undefined || !isSecureOrLocal(issuer) || /[?#]/.test(issuer)) {
    read.fault('RAFFLE_OIDC_ISSUER must be an https URL without a query.');
  }
  if (clientId === undefined) read.fault('RAFFLE_OIDC_CLIENT_ID is missing.');
  if (clientSecret === undefined) read.fault('RAFFLE_OIDC_CLIENT_SECRET_FILE is missing.');
  return {
    issuer: issuer ?? '',
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    clientAuth,
  };
}

function readEmbedOrigins(read: EnvReader, adminUrl: string): Settings['embedOrigins'] {
  const name = 'RAFFLE_EMBED_ORIGINS';
  const { origins, faults } = parseEmbedOrigins(read.text(name) ?? '', adminUrl);
  for (const fault of faults) read.fault(`${name}: ${fault}`);
  return origins;
}

/** Path of the secret. */
export function secretPath({ secretFile, dataDir }: Settings): string {
  return secretFile ?? join(dataDir, 'secret');
}
