import { useEffect, useRef, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { QuantityField } from '#ui/QuantityField.tsx';
import { useMessages } from '../messages/messages.ts';
import { decideBuyButton } from '../state/buy-button.ts';
import type { DashboardState } from '../state/dashboard-state.ts';
import type { Situation } from '../state/situation.ts';
import type { DashboardActions } from './actions.ts';
import { SignIn } from './SignIn.tsx';
import styles from './BuyPanel.module.css';

export interface BuyPanelProps {
  readonly state: DashboardState;
  readonly raffle: RaffleView;
  readonly situation: Situation;
  readonly quantity: {
    readonly value: number;
    readonly max: number;
    readonly set: (value: number) => void;
  };
  readonly actions: DashboardActions;
}

/** Where one buys: how things stand, how many, and one button that says what it will do. */
export function BuyPanel({ state, raffle, situation, quantity, actions }: BuyPanelProps) {
  const say = useMessages();
  const { viewer, purchase } = state;
  const [wantsSignIn, setWantsSignIn] = useState(false);
  const isSignedOut = viewer.kind === 'signed-out';
  // A session that ended in the middle of a purchase opens the sign-in by itself.
  const isSigningIn = isSignedOut && (wantsSignIn || purchase.trouble?.code === 'sign-in-required');
  const button = decideBuyButton(state, { raffle, quantity: quantity.value, say });
  const isPending = purchase.phase === 'buying' || purchase.phase === 'checking';
  const buyButton = useRef<HTMLButtonElement>(null);
  const mayGoOn = wantsSignIn && button.action === 'buy';
  useEffect(() => {
    // Who has just signed in goes on where they were: one press before buying.
    if (mayGoOn) buyButton.current?.focus();
  }, [mayGoOn]);
  return (
    <div className={styles['panel']}>
      <div>
        <p className={styles['sentence']}>{situation.sentence}</p>
        <p className={styles['next']}>{situation.next}</p>
      </div>
      <PurchaseMessage state={state} />
      {isSigningIn ? (
        <SignIn actions={actions.signIn} onCancel={() => setWantsSignIn(false)} />
      ) : (
        <>
          {quantity.max > 1 && button.action === 'buy' && (
            <QuantityField
              label={say.quantity}
              value={quantity.value}
              max={quantity.max}
              isDisabled={isPending}
              onChange={(value) => quantity.set(value)}
            />
          )}
          <div className={styles['action']}>
            <Button
              ref={buyButton}
              isPending={isPending}
              isDisabled={button.action === 'none'}
              {...(button.pendingLabel === undefined ? {} : { pendingLabel: button.pendingLabel })}
              onPress={() => {
                if (button.action === 'sign-in') setWantsSignIn(true);
                else actions.buy(quantity.value);
              }}
            >
              {button.label}
            </Button>
          </div>
          {button.reason !== undefined && <p className={styles['reason']}>{button.reason}</p>}
        </>
      )}
    </div>
  );
}

/** What the last notice said stays beside the button: a notice can be missed. */
function PurchaseMessage({ state: { purchase } }: Pick<BuyPanelProps, 'state'>) {
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
    <div className={isUnknown ? styles['unknown'] : styles['trouble']}>
      <strong>{spoken.title}.</strong> {spoken.text}
    </div>
  );
}
