import { useState } from 'react';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { SignIn } from './SignIn.tsx';
import { SignInButton } from './SignInButton.tsx';

/** The way to one's own tickets when there is nothing to buy. */
export function SignInToSee({ actions }: { readonly actions: SignInActions }) {
  const say = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen && actions.mode === 'cookie') {
    return <SignIn actions={actions} onCancel={() => setIsOpen(false)} />;
  }
  return (
    <SignInButton
      look="quiet"
      label={say.signInToSee}
      actions={actions}
      onOpen={() => setIsOpen(true)}
    />
  );
}
