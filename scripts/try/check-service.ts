import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-codes.ts';
import { readPurchase, requireStatus, signInByMail } from './buyer.ts';
import { LiveReader } from './live-reader.ts';

export interface TriedService {
  readonly publicUrl: string;
  /** The mails that the service has sent. */
  readonly mails: readonly string[];
  /** Runs the command line with an operator's key and the service's address. */
  readonly raffle: (...words: string[]) => Promise<string>;
  /** For files that a buyer saves. */
  readonly folder: string;
}

/** What a buyer has saved of a raffle that is drawn. */
export interface SavedFiles {
  readonly receipt: string;
  /** The same receipt, of which one character of the entry is another one. */
  readonly changedReceipt: string;
  readonly log: string;
}

/**
 * Opens a raffle with the command line, signs in by mail, buys, watches the purchase arrive on a live
 * stream, keeps a receipt, draws, and checks receipt and log with the command line.
 *
 * @throws {Error} One of these fails, or a receipt that was changed is not refused.
 */
export async function checkService(service: TriedService): Promise<SavedFiles> {
  const { publicUrl, mails, raffle, folder } = service;
  await raffle('create', '--title', 'Spring fair', '--id', 'spring');
  const stream = await LiveReader.open(publicUrl, 'spring');
  await stream.waitFor('"sold":0');
  const buyer = await signInByMail(publicUrl, { email: 'ann@example.org', mails });
  const { tickets, receipts } = await readPurchase(await buyer.buy('spring', 2));
  await stream.waitFor('"sold":2');
  await stream.close();
  const number = tickets[0]?.number;
  const kept = await buyer.get(`/api/raffles/spring/tickets/${number}/receipt`);
  requireStatus(kept, 200);
  const text = await kept.text();
  if (!text.startsWith('c2sp.org/tlog-proof@v1\n') || receipts.length !== 2)
    throw new Error('The purchase has no receipts.');
  const saved: SavedFiles = {
    receipt: join(folder, `spring-${number}.tlog-proof`),
    changedReceipt: join(folder, `spring-${number}-changed.tlog-proof`),
    log: join(folder, 'spring.raffle-log.json'),
  };
  writeFileSync(saved.receipt, text);
  writeFileSync(saved.changedReceipt, changeEntry(text));
  await raffle('verify', saved.receipt);
  await raffle('draw', 'spring', '--confirm', 'spring');
  await raffle('audit', `${publicUrl}/raffles/spring`, '--save', saved.log);
  await checkSaved(raffle, saved);
  return saved;
}

/** Without the service: its address is one where nothing listens. */
async function checkSaved(raffle: TriedService['raffle'], saved: SavedFiles): Promise<void> {
  const nowhere = ['--url', 'http://127.0.0.1:9'];
  await raffle('audit', saved.log, ...nowhere);
  const verify = (file: string) => raffle('verify', file, '--log', saved.log, ...nowhere);
  await verify(saved.receipt);
  const refused = await verify(saved.changedReceipt).then(
    () => 0,
    (error: { readonly code?: number }) => error.code,
  );
  if (refused !== exitCodes.notValid)
    throw new Error(`A receipt that was changed ends with ${refused}.`);
}

/** Gives the ticket to another holder. */
function changeEntry(receipt: string): string {
  return receipt.replace(/^extra (.*)$/m, (_, leaf: string) => {
    const entry = Buffer.from(leaf, 'base64').toString();
    const changed = entry.replace(
      /("holder":")(.)/,
      (_, before: string, first: string) => before + (first === 'a' ? 'b' : 'a'),
    );
    if (changed === entry) throw new Error('The entry of a receipt has no holder.');
    return `extra ${Buffer.from(changed).toString('base64')}`;
  });
}
