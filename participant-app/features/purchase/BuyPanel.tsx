import { useState, type ReactNode, type RefObject } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { classNames } from '#ui/class-names.ts';
import { useNoticesAbove } from '#ui/Notices.tsx';
import { Card, Note } from '#ui/primitives.tsx';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import type { QuantityFieldProps } from '#ui/QuantityField.tsx';
import { useLate } from '#ui/use-late.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSession } from '../../shared/session.ts';
import type { Situation } from '../../shared/situation.ts';
import { buyableCount, decideBuyButton, numbersSincePress, totalOf } from './buy-button.ts';
import { usePurchase } from './PurchaseProvider.tsx';
import styles from './BuyPanel.module.css';

export interface BuyPanelProps {
  readonly raffle: RaffleView;
  readonly situation: Situation;
  /** The count of tickets, above everything. */
  readonly count: ReactNode;
  /** Stands below the situation, e.g. a countdown. */
  readonly children?: ReactNode;
  /** Shown instead of the button while the participant signs in or gives details. */
  readonly formBefore?: ReactNode;
  /** Opens the form, or the sign-in window on another site's page. */
  readonly signInButton: ReactNode;
  /** Goes to the viewer's tickets. */
  readonly onShowTickets: () => void;
  /** The sentence that gets the focus after the sign-in. */
  readonly sentenceRef: RefObject<HTMLParagraphElement | null>;
}

/**
 * The count, the situation, and the bar that buys: quantity, total and one button. In a narrow
 * container the bar stays at the bottom of the screen.
 */
export function BuyPanel(props: BuyPanelProps) {
  const { raffle, situation, count, children, formBefore, sentenceRef } = props;
  const { isAwaited, question } = useQuestion(raffle);
  return (
    <Card gap={4} className={styles.panel}>
      {count}
      <div>
        <p
          ref={sentenceRef}
          tabIndex={-1}
          className={classNames(
            styles.sentence,
            situation.kind === 'before-reveal' && styles.drawing,
          )}
        >
          {situation.sentence}
        </p>
        <p className={styles.next}>{situation.next}</p>
      </div>
      {children}
      <PurchaseMessage />
      {formBefore ?? <BuyBar {...props} isQuestionAwaited={isAwaited} />}
      {question}
    </Card>
  );
}

interface BuyBarProps extends Pick<BuyPanelProps, 'raffle' | 'signInButton' | 'onShowTickets'> {
  /** The button was pressed, and the question is not there yet. */
  readonly isQuestionAwaited: boolean;
}

/** What the button needs beside it. */
function BuyBar({ raffle, signInButton, onShowTickets, isQuestionAwaited }: BuyBarProps) {
  const messages = useMessages();
  const { locale } = useLocale();
  const { viewer } = useSession();
  const { state: purchase, asked, ask, finish } = usePurchase();
  const [wanted, setWanted] = useState(1);
  const barRef = useNoticesAbove();
  // Fewer may be left than when the number was chosen.
  const max = buyableCount(raffle, viewer);
  const quantity = Math.max(1, Math.min(wanted, max));
  const button = decideBuyButton({ raffle, viewer, purchase, quantity }, messages);
  const isSent = purchase.phase === 'buying' || purchase.phase === 'checking';
  const isPending = isSent || isQuestionAwaited;
  if (button === undefined) return null;
  const pendingLabel = isQuestionAwaited ? messages.moment : button.pendingLabel;
  const total = max > 0 ? totalOf(raffle, quantity, { locale, free: messages.free }) : undefined;
  return (
    <div ref={barRef} className={classNames(styles.bar, raffle.remaining > 0 && styles.sticky)}>
      {max > 1 && button.action === 'buy' && (
        <LateQuantityField
          label={messages.quantity}
          value={quantity}
          max={max}
          isDisabled={isPending}
          isLabelHidden
          onChange={setWanted}
        />
      )}
      {total !== undefined && <output className={styles.total}>{total}</output>}
      <div className={styles.action}>
        {button.action === 'sign-in' ? (
          signInButton
        ) : (
          <Button
            isPending={isPending}
            look={button.action === 'show-tickets' ? 'quiet' : 'primary'}
            isDisabled={button.action === 'none' || purchase.isResting === true}
            {...(pendingLabel === undefined ? {} : { pendingLabel })}
            {...(button.action === 'buy' ? { 'aria-haspopup': 'dialog' } : {})}
            onPress={() => {
              if (button.action === 'show-tickets') onShowTickets();
              else if (button.action === 'finish') finish();
              else if (asked === undefined) ask(quantity);
            }}
          >
            {button.label}
          </Button>
        )}
        {button.reason !== undefined && <Note className={styles.reason}>{button.reason}</Note>}
      </div>
    </div>
  );
}

/** The question before a purchase, for as long as tickets can be bought. */
function useQuestion(raffle: RaffleView): {
  /** It was asked for, and is still being loaded. */
  readonly isAwaited: boolean;
  readonly question: ReactNode;
} {
  const { viewer } = useSession();
  const { state, asked, confirm, cancel } = usePurchase();
  const canBuy = state.phase === 'idle' && buyableCount(raffle, viewer) > 0;
  const late = useLate(loadConfirmPurchase, canBuy);
  if (asked === undefined || !canBuy || viewer.status !== 'signed-in') {
    return { isAwaited: false, question: null };
  }
  if (late === undefined) return { isAwaited: true, question: null };
  const { email } = viewer.account;
  return {
    isAwaited: false,
    question: (
      <late.ConfirmPurchase {...{ asked, raffle, email }} onConfirm={confirm} onCancel={cancel} />
    ),
  };
}

/** Loaded before it is needed, so that the question comes with the press. */
async function loadConfirmPurchase() {
  return import(/* webpackChunkName: "confirm" */ './ConfirmPurchase.tsx');
}

/** What is known of the purchase in progress, or of the last failed one. */
function PurchaseMessage() {
  const messages = useMessages();
  const { locale } = useLocale();
  const { viewer } = useSession();
  const { state } = usePurchase();
  const { phase, isSlow, error } = state;
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
