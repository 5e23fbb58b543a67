import { domainToASCII } from 'node:url';

const localPart = /^[a-z0-9!#$&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$&'*+/=?^_`{|}~-]+)*$/;
const refused = /[%!\r\n\0]/;
/** A URL's host would end at one of these, and the rest be dropped in silence. */
const foreignToHosts = /[^a-z0-9.\-\u0080-\uffff]/;
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** One mailbox behind several domains; Gmail also ignores dots. */
const providers: readonly { domains: readonly string[]; ignoresDots: boolean }[] = [
  { domains: ['gmail.com', 'googlemail.com'], ignoresDots: true },
  { domains: ['icloud.com', 'me.com', 'mac.com'], ignoresDots: false },
  { domains: ['proton.me', 'pm.me', 'protonmail.com'], ignoresDots: false },
];

/**
 * The exact mailbox an address names, in one spelling: what an account is.
 *
 * @returns undefined where the address is not one this service can write to.
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
 * The mailbox with every alias taken off: what a person is. A wrong merge shares a quota and never
 * shows somebody else's tickets, because tickets are shown to the account.
 *
 * @param mailbox From `parseMailbox`.
 */
export function canonicalMailbox(mailbox: string): string {
  const at = mailbox.lastIndexOf('@');
  const domain = mailbox.slice(at + 1);
  const provider = providers.find(({ domains }) => domains.includes(domain));
  const plus = mailbox.indexOf('+');
  const untagged = mailbox.slice(0, plus > 0 && plus < at ? plus : at);
  const local = provider?.ignoresDots === true ? untagged.replaceAll('.', '') : untagged;
  return `${local}@${provider?.domains[0] ?? domain}`;
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
