import { Action, type ActionProps } from '#ui/Action.tsx';
import type { Mutation } from './use-idempotent-mutation.ts';

export interface SubmitActionProps extends Pick<ActionProps, 'reason' | 'children'> {
  readonly mutation: Pick<Mutation<never>, 'isPending'>;
  readonly pendingLabel: string;
}

/** The button of a small form: it submits the form, and shows that its mutation is pending. */
export function SubmitAction({ mutation: { isPending }, ...props }: SubmitActionProps) {
  return <Action {...props} type="submit" look="quiet" isPending={isPending} />;
}
