import { keep, type Kept } from '#ui/storage.ts';

/**
 * Who was signed in last in this browser. While the service cannot be asked, their receipts are
 * shown; once it says that nobody is signed in, nobody's are.
 */
export function lastAccount(serviceUrl: string): Kept<string> {
  return keep({
    where: 'localStorage',
    name: `raffle-account ${new URL(serviceUrl).origin}`,
    read: (value) => (typeof value === 'string' ? value : undefined),
  });
}
