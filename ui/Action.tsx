import { useId } from 'react';
import { Button, type ButtonProps } from './Button.tsx';
import { Note, Stack } from './primitives.tsx';

export interface ActionProps extends Omit<ButtonProps, 'isDisabled'> {
  /** Why it is not possible now; undefined while it is. */
  readonly reason: string | undefined;
}

/** A button that is disabled with a reason. */
export function Action({ reason, ...button }: ActionProps) {
  const id = useId();
  if (reason === undefined) return <Button {...button} />;
  return (
    <Stack gap={1} align="start">
      <Button {...button} isDisabled aria-describedby={id} />
      <Note id={id}>{reason}</Note>
    </Stack>
  );
}
