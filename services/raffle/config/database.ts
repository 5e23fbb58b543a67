import type { EnvReader } from './env-reader.ts';

/**
 * The address of the database. Processes that share it also need one secret, so it must be given.
 * A fault does not repeat the address, which may have a password.
 */
export function readDatabaseUrl(read: EnvReader): string | undefined {
  const text = read.text('DATABASE_URL');
  if (text === undefined) return undefined;
  if (!isDatabaseUrl(text)) read.fault(formFault);
  if (read.text('RAFFLE_SECRET_FILE') === undefined) read.fault(secretFault);
  return text;
}

/** The address without user, password and options, for people and logs. */
export function describeDatabase(databaseUrl: string): string {
  const { protocol, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${host}${pathname}`;
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname } = new URL(text);
  return ['postgres:', 'postgresql:'].includes(protocol) && /^\/[^/]+$/.test(pathname);
}

const formFault =
  'DATABASE_URL must be a URL like postgres://user:password@db.example.org:5432/raffle. Its value is not repeated here, because it may have a password.';
const secretFault =
  'RAFFLE_SECRET_FILE is missing: with DATABASE_URL the secret is not in a data folder. All processes that share the database need the same file, 32 bytes.';
