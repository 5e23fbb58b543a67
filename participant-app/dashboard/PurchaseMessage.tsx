import { useLocale } from 'react-aria/I18nProvider';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { useMessages } from '../messages/messages.ts';
import type { PurchaseState } from '../purchase/purchase-desk.ts';
import styles from './BuyPanel.module.css';

/** What the last notice said stays beside the button: a notice can be missed. */
export function PurchaseMessage({ purchase }: { readonly purchase: PurchaseState }) {
  const say = useMessages();
  const { locale } = useLocale();
  const { phase, trouble, isSlow } = purchase;
  const isUnknown = phase === 'unknown';
  if (isSlow) return <p className={styles['slow']}>{say.slow}</p>;
  if (phase === 'checking') return <p className={styles['slow']}>{say.checking}</p>;
  if (trouble === undefined && !isUnknown) return null;
  const spoken =
    trouble === undefined
      ? { title: say.unknownAfterReload, text: say.unknownOutcome }
      : sayTrouble(trouble, { locale, asked: 'purchase', isUnknown });
  return (
    <p className={isUnknown ? styles['unknown'] : styles['trouble']}>
      <strong>{spoken.title}.</strong> {spoken.text}
    </p>
  );
}
