import type { RaffleRules } from '../../domain/rules.ts';
import type { MailedRaffle } from './raffle-mail.ts';

/** What mails say of a raffle with these rules. */
export function mailedRaffle({ title, closesAt, notice = {} }: RaffleRules): MailedRaffle {
  const { organiser, contact, price, payment, place, drawAt, licence } = notice;
  return {
    title,
    ...(organiser === undefined ? {} : { organiser }),
    ...(contact === undefined ? {} : { contact }),
    ...(price === undefined ? {} : { price }),
    ...(payment === undefined ? {} : { payment }),
    ...(place === undefined ? {} : { place }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(drawAt === undefined ? {} : { drawAt }),
    ...(licence === undefined ? {} : { licence }),
  };
}
