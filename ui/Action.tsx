import { createContext, useContext, useId, useMemo, type ReactNode } from 'react';
import { Button, type ButtonProps } from './Button.tsx';
import { Note, Stack } from './primitives.tsx';

/** A reason that applies to several actions, and the id of the text that says it. */
const CommonReasonContext = createContext<{ readonly reason: string; readonly id: string }>({
  reason: '',
  id: '',
});

export interface CommonReasonProps {
  readonly reason: string;
  readonly children: ReactNode;
}

/** Says once why the actions inside are not possible. */
export function CommonReason({ reason, children }: CommonReasonProps) {
  const id = useId();
  const common = useMemo(() => ({ reason, id }), [reason, id]);
  return (
    <CommonReasonContext value={common}>
      <Note id={id}>{reason}</Note>
      {children}
    </CommonReasonContext>
  );
}

export interface ActionProps extends Omit<ButtonProps, 'isDisabled'> {
  /** Why it is not possible now; undefined while it is. */
  readonly reason: string | undefined;
}

/** A button that is disabled with a reason. */
export function Action({ reason, ...button }: ActionProps) {
  const id = useId();
  const common = useContext(CommonReasonContext);
  if (reason === undefined) return <Button {...button} />;
  if (reason === common.reason)
    return <Button {...button} isDisabled aria-describedby={common.id} />;
  return (
    <Stack gap={1} align="start">
      <Button {...button} isDisabled aria-describedby={id} />
      <Note id={id}>{reason}</Note>
    </Stack>
  );
}
