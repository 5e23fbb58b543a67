import type { RaffleView } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import type { Viewer as ViewerState } from '../state/dashboard-state.ts';
import type { DashboardActions } from './actions.ts';
import { SignInToSee } from './SignInToSee.tsx';
import styles from './Viewer.module.css';

export interface ViewerProps {
  readonly viewer: ViewerState;
  readonly raffle: RaffleView;
  readonly actions: DashboardActions;
}

/** Who is signed in, and the way out; or, where nothing can be bought, the way in. */
export function Viewer({ viewer, raffle, actions }: ViewerProps) {
  const say = useMessages();
  if (viewer.kind === 'asking' || viewer.kind === 'unanswered') return null;
  if (viewer.kind === 'signed-out') {
    // While tickets are on sale the Buy button leads to the sign-in.
    const canBuy = raffle.status === 'open' && raffle.remaining > 0;
    return canBuy ? null : <SignInToSee actions={actions.signIn} />;
  }
  return (
    <p className={styles['viewer']}>
      <span className={styles['name']}>{say.signIn.signedInAs(viewer.account.email)}</span>
      <Button look="plain" onPress={() => actions.signOut()}>
        {say.signIn.signOut}
      </Button>
    </p>
  );
}
