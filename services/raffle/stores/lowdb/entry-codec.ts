import type { Entry, TicketSold } from '../../domain/entries.ts';
import { leafOf } from '../raffle-log.ts';
import type { Codec } from './journal-file.ts';

/** A raffle's entry on disk: the public part in its canonical bytes, the private part beside it. */
export const entryCodec: Codec<Entry> = { encode: encodeEntry, decode: decodeEntries };

function encodeEntry(entry: Entry): string {
  return `{"public":${leafOf(entry)},"private":${JSON.stringify(privatePart(entry))}}`;
}

function privatePart(entry: Entry): object {
  if (entry.type === 'ticket-sold') return { account: entry.account, key: entry.key };
  if (entry.type === 'raffle-closed') return { secret: entry.secret, order: entry.order };
  return { order: entry.order };
}

/**
 * Texts that many tickets share are kept in memory once: names wherever they return, the key and
 * the time of a purchase from one ticket to the next.
 */
function decodeEntries(texts: readonly string[]): Entry[] {
  const known = new Map<string, string>();
  const shared = (text: string): string => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
  let last = { key: '', at: '' };
  return texts.map((text) => {
    const record = JSON.parse(text) as { public: Entry; private: Partial<TicketSold> };
    if (record.public.type !== 'ticket-sold') {
      return { ...record.public, ...record.private } as Entry;
    }
    const { number, holder } = record.public;
    const { account, key: ownKey } = record.private as Pick<TicketSold, 'account' | 'key'>;
    const key = ownKey === last.key ? last.key : ownKey;
    const at = record.public.at === last.at ? last.at : record.public.at;
    last = { key, at };
    return {
      type: 'ticket-sold',
      number,
      holder: shared(holder),
      account: shared(account),
      key,
      at,
    };
  });
}
