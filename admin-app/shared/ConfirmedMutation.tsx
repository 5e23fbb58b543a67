import { useLocale } from 'react-aria/I18nProvider';
import {
  useConfirmedAction,
  type Confirmation,
  type ConfirmedActionProps,
} from '#ui/ConfirmedAction.tsx';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useMessages } from './messages/messages.ts';
import type { Mutation } from './use-idempotent-mutation.ts';

type Shared = 'label' | 'accessibleLabel' | 'look' | 'reason' | 'pendingLabel' | 'children';

export interface ConfirmedMutationProps<Request> extends Pick<ConfirmedActionProps, Shared> {
  readonly mutation: Mutation<Request>;
  readonly request: Request;
  readonly confirmation: Omit<Confirmation, 'cancelLabel'>;
  /** Shown for a failure instead of its general text. */
  readonly failureText?: string | undefined;
}

/** A mutation that cannot be undone. Its dialog shows the progress, and why it failed. */
export function ConfirmedMutation<Request>(props: ConfirmedMutationProps<Request>) {
  const { button, dialog } = useConfirmedMutation(props);
  return (
    <>
      {button}
      {dialog}
    </>
  );
}

/** The button and the dialog of a `ConfirmedMutation`, see `useConfirmedAction`. */
export function useConfirmedMutation<Request>(props: ConfirmedMutationProps<Request>) {
  const { mutation, request, confirmation, failureText, ...shared } = props;
  const { cancel } = useMessages().shell;
  const { locale } = useLocale();
  const { failure } = mutation;
  const described = failure && describeApiError(failure, { locale, asked: 'change' });
  return useConfirmedAction({
    ...shared,
    confirmation: { ...confirmation, cancelLabel: cancel },
    isPending: mutation.isPending,
    failure: failureText ?? (described && `${described.title}. ${described.text}`),
    onConfirm: () => mutation.run(request),
    onCancel: mutation.clearFailure,
  });
}
