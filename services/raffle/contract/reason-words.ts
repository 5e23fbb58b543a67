import type { ByLanguage } from './language.ts';
import type { ForfeitReason } from './raffles.ts';
import type { VoidReason } from './tickets.ts';

interface ReasonWords {
  readonly voids: Readonly<Record<VoidReason, string>>;
  readonly forfeits: Readonly<Record<ForfeitReason, string>>;
}

/** The reasons of voids and forfeits, as mails, claim pages and printed records say them. */
export const reasonWords: ByLanguage<ReasonWords> = {
  en: {
    voids: {
      refunded: 'refunded',
      unpaid: 'not paid',
      mistake: 'sold by mistake',
      ineligible: 'the holder may not take part',
    },
    forfeits: {
      unclaimed: 'not collected in time',
      declined: 'declined',
      ineligible: 'the holder may not take part',
    },
  },
  de: {
    voids: {
      refunded: 'erstattet',
      unpaid: 'nicht bezahlt',
      mistake: 'irrtümlich verkauft',
      ineligible: 'der Inhaber darf nicht teilnehmen',
    },
    forfeits: {
      unclaimed: 'nicht rechtzeitig abgeholt',
      declined: 'abgelehnt',
      ineligible: 'der Inhaber darf nicht teilnehmen',
    },
  },
};
