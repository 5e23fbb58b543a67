import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { SignIn } from './SignIn.tsx';

/** The way to one's own tickets when there is nothing to buy. */
export function SignInToSee({ actions }: { readonly actions: SignInActions }) {
  const say = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <SignIn actions={actions} onCancel={() => setIsOpen(false)} />;
  return (
    <Button look="quiet" onPress={() => setIsOpen(true)}>
      {say.signInToSee}
    </Button>
  );
}
