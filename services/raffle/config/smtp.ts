import type { SmtpSettings } from '../mail/smtp-mailer.ts';
import type { EnvReader } from './env-reader.ts';

/** Reads the settings of outgoing mail; undefined if it is not configured. */
export function readSmtp(read: EnvReader): SmtpSettings | undefined {
  const [url, from] = [read.text('RAFFLE_SMTP_URL'), read.text('RAFFLE_MAIL_FROM')];
  const connections = readPositive(read, 'RAFFLE_SMTP_CONNECTIONS', 3);
  const perSecondMax = readPositive(read, 'RAFFLE_MAILS_PER_SECOND', 10);
  if (url === undefined && from === undefined) return undefined;
  const fault = url === undefined ? form : findUrlFault(url);
  if (fault !== undefined) read.fault(`RAFFLE_SMTP_URL ${fault}`);
  if (from === undefined || !from.includes('@')) {
    read.fault('RAFFLE_MAIL_FROM must be the sender address of the mails.');
  }
  return { url: url ?? '', from: from ?? '', connections, perSecondMax };
}

function readPositive(read: EnvReader, name: string, otherwise: number): number {
  const value = read.count(name, otherwise);
  if (value === 0) read.fault(`${name} must be at least 1.`);
  return value;
}

const form = 'must be like smtp://user:password@mail.example.org:587.';
const encoding =
  'In a user name or password write %23 for #, %2F for /, %3F for ?, %40 for @, %3A for : and %25 for %.';

/**
 * Describes the fault of an SMTP URL without repeating the URL, which contains a password. A `#`, `/`
 * or `?` in the password would end the authority, and the rest would be a fragment, path or query.
 *
 * @see RFC 3986 section 3.2.1.
 */
function findUrlFault(text: string): string | undefined {
  if (!/^smtps?:\/\/./.test(text)) return form;
  if (!URL.canParse(text)) return `${form} ${encoding}`;
  const { hostname, pathname, hash, search, username, password } = new URL(text);
  if (hostname === '') return form;
  if (!isDecodable(username) || !isDecodable(password))
    return `has a % that encodes nothing. ${encoding}`;
  const hasMore = !['', '/'].includes(pathname) || hash !== '' || search.includes('@');
  return hasMore ? `must end after the host and port. ${encoding}` : undefined;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
