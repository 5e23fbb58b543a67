import { domainToASCII } from 'node:url';

const localPart = /^[a-z0-9!#$&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$&'*+/=?^_`{|}~-]+)*$/;
const refused = /[%!\r\n\0]/;
/** A URL parser would end the host at one of these and ignore the rest. */
const foreignToHosts = /[^a-z0-9.\-\u0080-\uffff]/;
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

interface Provider {
  /** They deliver to the same mailboxes; the first is the canonical one. */
  readonly domains: readonly string[];
  /** Characters that the provider ignores before the `@`. */
  readonly ignored?: RegExp;
  /** Whether `tag@user.<domain>` is delivered to `user@<domain>`. */
  readonly hasSubdomains?: boolean;
}

/**
 * Large providers that deliver several spellings to one mailbox, by their own documentation:
 * support.google.com/mail/answer/7436150, proton.me/support/addresses-and-aliases,
 * fastmail.help/hc/en-us/articles/360060591053.
 */
const providers: readonly Provider[] = [
  { domains: ['gmail.com', 'googlemail.com'], ignored: /\./g },
  { domains: ['icloud.com', 'me.com', 'mac.com'] },
  { domains: ['proton.me', 'pm.me', 'protonmail.com', 'protonmail.ch'], ignored: /[._-]/g },
  { domains: ['fastmail.com'], hasSubdomains: true },
  { domains: ['fastmail.fm'], hasSubdomains: true },
];

/**
 * Returns the mailbox of an address in its one spelling, which identifies an account.
 *
 * @returns undefined if the service cannot send mail to the address.
 */
export function parseMailbox(address: string): string | undefined {
  const text = address.trim().normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const host = text.slice(at + 1);
  if (refused.test(text) || foreignToHosts.test(host)) return undefined;
  if (local.length > 64 || !localPart.test(local)) return undefined;
  const domain = domainToASCII(host);
  return isHostName(domain) ? `${local}@${domain}` : undefined;
}

/**
 * Returns the mailbox without aliases, which identifies a person. If two persons were merged by
 * mistake, they would share a quota, but not see each other's tickets, which belong to the account.
 *
 * @param mailbox From `parseMailbox`.
 */
export function canonicalMailbox(mailbox: string): string {
  const [local = '', domain = ''] = withoutSubdomain(mailbox).split('@');
  const provider = providers.find(({ domains }) => domains.includes(domain));
  const plus = local.indexOf('+', 1);
  const untagged = plus === -1 ? local : local.slice(0, plus);
  const plain =
    provider?.ignored === undefined ? untagged : untagged.replaceAll(provider.ignored, '');
  // If all characters are ignored ones, keep them.
  return `${plain === '' ? untagged : plain}@${provider?.domains[0] ?? domain}`;
}

/** `tag@user.fastmail.com` as `user@fastmail.com`. */
function withoutSubdomain(mailbox: string): string {
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
  for (const { domains, hasSubdomains } of providers) {
    const parent = domains.find((each) => domain.endsWith(`.${each}`));
    if (hasSubdomains !== true || parent === undefined) continue;
    const user = domain.slice(0, -parent.length - 1);
    return user.includes('.') ? mailbox : `${user}@${parent}`;
  }
  return mailbox;
}

function isHostName(domain: string): boolean {
  const labels = domain.split('.');
  const isAddress = /^\d+$/.test(labels.at(-1) ?? '');
  return (
    labels.length >= 2 &&
    domain.length <= 253 &&
    !isAddress &&
    labels.every((label) => domainLabel.test(label))
  );
}
