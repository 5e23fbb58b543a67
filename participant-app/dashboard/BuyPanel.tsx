import { useRef } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { QuantityField } from '#ui/QuantityField.tsx';
import { useMessages } from '../messages/messages.ts';
import { decideBuyButton } from '../state/buy-button.ts';
import type { DashboardState } from '../state/dashboard-state.ts';
import type { Situation } from '../state/situation.ts';
import type { DashboardActions } from './actions.ts';
import { PurchaseMessage } from './PurchaseMessage.tsx';
import { SignIn } from './SignIn.tsx';
import { SignInButton } from './SignInButton.tsx';
import { useSignInPanel } from './use-sign-in-panel.ts';
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
  const button = decideBuyButton(state, { raffle, quantity: quantity.value, say });
  const canBuy = viewer.kind === 'signed-in' && button.action === 'buy';
  const goOn = useRef<HTMLButtonElement>(null);
  const isSignedOut = viewer.kind === 'signed-out';
  const panel = useSignInPanel({ isSignedOut, canBuy, trouble: purchase.trouble, goOn });
  const isSigningIn = panel.isOpen && actions.signIn.mode === 'cookie';
  const isPending = purchase.phase === 'buying' || purchase.phase === 'checking';
  return (
    <div className={styles['panel']}>
      <div>
        <p className={styles['sentence']}>{situation.sentence}</p>
        <p className={styles['next']}>{situation.next}</p>
      </div>
      <PurchaseMessage purchase={purchase} />
      {isSigningIn && <SignIn actions={actions.signIn} onCancel={panel.close} />}
      {!isSigningIn && button.action === 'sign-in' && (
        <SignInButton label={button.label} actions={actions.signIn} onOpen={panel.open} />
      )}
      {!isSigningIn && button.action !== 'sign-in' && (
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
          <Button
            ref={goOn}
            isPending={isPending}
            isDisabled={button.action === 'none'}
            {...(button.pendingLabel === undefined ? {} : { pendingLabel: button.pendingLabel })}
            onPress={() => actions.buy(quantity.value)}
          >
            {button.label}
          </Button>
          {button.reason !== undefined && <p className={styles['reason']}>{button.reason}</p>}
        </>
      )}
    </div>
  );
}
