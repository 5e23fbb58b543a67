import { useState, type ReactNode, type RefObject } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { formatsOf } from '#ui/formats.ts';
import { Button } from '#ui/Button.tsx';
import { Card, Note } from '#ui/primitives.tsx';
import { describeApiError } from '#ui/problems/api-error.ts';
import type { QuantityFieldProps } from '#ui/QuantityField.tsx';
import { useLate } from '#ui/use-late.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSession } from '../../shared/session.ts';
import type { Situation } from '../../shared/situation.ts';
import { buyableCount, decideBuyButton, numbersSincePress } from './buy-button.ts';
import { usePurchase } from './PurchaseProvider.tsx';
import styles from './BuyPanel.module.css';

export interface BuyPanelProps {
  readonly raffle: RaffleView;
  readonly situation: Situation;
  /** Shown instead of the button while the participant signs in or gives details. */
  readonly formBefore?: ReactNode;
  /** Opens the form, or the sign-in window on another site's page. */
  readonly signInButton: ReactNode;
  /** The sentence that gets the focus after the sign-in. */
  readonly sentenceRef: RefObject<HTMLParagraphElement | null>;
}

/** The situation, the quantity, and the button that buys. */
export function BuyPanel(props: BuyPanelProps) {
  const { raffle, situation, formBefore, signInButton, sentenceRef } = props;
  const messages = useMessages();
  const { viewer } = useSession();
  const { state: purchase, buy } = usePurchase();
  const [wanted, setWanted] = useState(1);
  // Fewer may be left than when the number was chosen.
  const max = buyableCount(raffle, viewer);
  const quantity = Math.max(1, Math.min(wanted, max));
  const button = decideBuyButton({ raffle, viewer, purchase, quantity }, messages);
  const isPending = purchase.phase === 'buying' || purchase.phase === 'checking';
  const isFillingIn = formBefore !== undefined;
  return (
    <Card gap={4} className={styles.panel}>
      <div>
        <p ref={sentenceRef} tabIndex={-1} className={styles.sentence}>
          {situation.sentence}
        </p>
        <p className={styles.next}>{situation.next}</p>
      </div>
      <PurchaseMessage />
      {max > 0 && <Cost raffle={raffle} quantity={quantity} />}
      {formBefore}
      {!isFillingIn && button.action === 'sign-in' && signInButton}
      {!isFillingIn && button.action !== 'sign-in' && (
        <>
          {max > 1 && button.action === 'buy' && (
            <LateQuantityField
              label={messages.quantity}
              value={quantity}
              max={max}
              isDisabled={isPending}
              onChange={setWanted}
            />
          )}
          <Button
            isPending={isPending}
            isDisabled={button.action === 'none' || purchase.isResting === true}
            {...(button.pendingLabel === undefined ? {} : { pendingLabel: button.pendingLabel })}
            onPress={() => buy(quantity)}
          >
            {button.label}
          </Button>
          {button.reason !== undefined && <Note className={styles.reason}>{button.reason}</Note>}
        </>
      )}
    </Card>
  );
}

/** What the chosen tickets cost, if the raffle has a price. */
function Cost({ raffle, quantity }: { readonly raffle: RaffleView; readonly quantity: number }) {
  const { cost } = useMessages();
  const { money } = formatsOf(useLocale().locale);
  const price = raffle.notice?.price;
  if (price === undefined) return null;
  return <Note size="text">{cost(money(price.amount * quantity, price.currency))}</Note>;
}

/** Repeats the latest notice beside the button, for those who missed it. */
function PurchaseMessage() {
  const messages = useMessages();
  const { locale } = useLocale();
  const { viewer } = useSession();
  const { state } = usePurchase();
  const { phase, error, isSlow } = state;
  const arrived = numbersSincePress(viewer, state);
  const isUnknown = phase === 'unknown';
  if (isSlow) return <p className={styles.slow}>{messages.slow}</p>;
  if (phase === 'checking') return <p className={styles.slow}>{messages.checking}</p>;
  if (error === undefined && !isUnknown) return null;
  const describe = () => {
    if (arrived.length > 0) return messages.arrived(arrived);
    if (error === undefined)
      return { title: messages.unknownAfterReload, text: messages.unknownOutcome };
    return describeApiError(error, { locale, asked: 'purchase', isUnknown });
  };
  const { title, text } = describe();
  return (
    <p className={isUnknown ? styles.unknown : styles.failure}>
      <strong>{`${title}.`}</strong> <span>{text}</span>
    </p>
  );
}

/** Loaded for participants who may buy more than one: 6 kB gzip. */
async function loadQuantityField() {
  return import(/* webpackChunkName: "quantity" */ '#ui/QuantityField.tsx');
}

function LateQuantityField(props: QuantityFieldProps) {
  const late = useLate(loadQuantityField);
  return (
    <div className={styles.quantity}>{late !== undefined && <late.QuantityField {...props} />}</div>
  );
}
