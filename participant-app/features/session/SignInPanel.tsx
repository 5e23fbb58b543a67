import { useEffect, useRef, useState, type RefObject } from 'react';
import { useLate } from '#ui/use-late.ts';
import type { ApiError } from '#ui/problems/api-error.ts';
import type { DetailsFormProps } from './DetailsForm.tsx';
import type { SignInProps } from './SignIn.tsx';
import type { Viewer } from '../../shared/session.ts';
import { codeStep } from './code-step.ts';

/** The sign-in form, loaded when it is needed. On another site's page it never is. */
export function LateSignIn(props: SignInProps) {
  const late = useLate(loadSignIn);
  return late === undefined ? null : <late.SignIn {...props} />;
}

/** The form for details that the organiser asks for, loaded when it is needed. */
export function LateDetails(props: DetailsFormProps) {
  const late = useLate(loadDetails);
  return late === undefined ? null : <late.DetailsForm {...props} />;
}

async function loadDetails() {
  return import(/* webpackChunkName: "details" */ './DetailsForm.tsx');
}

/** Loads the form before it is shown, so that it appears without a delay. */
export function usePreloadedSignIn(isWanted: boolean): void {
  useLate(loadSignIn, isWanted);
}

async function loadSignIn() {
  return import(/* webpackChunkName: "sign-in" */ './SignIn.tsx');
}

export interface SignInPanelOptions {
  readonly viewer: Viewer;
  /** Why the last purchase failed. */
  readonly error: ApiError | undefined;
  /**
   * Gets the focus after the sign-in. It is not a control, so that a key of the sign-in that is
   * still pressed, such as Enter after the last digit, does not activate it.
   */
  readonly focusTarget: RefObject<HTMLElement | null>;
}

export interface SignInPanel {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/**
 * Whether the sign-in form is shown. It opens by itself when a session ended during a purchase, and
 * after a reload while a code is expected. It closes when the participant is signed in.
 */
export function useSignInPanel(options: SignInPanelOptions): SignInPanel {
  const { viewer, error, focusTarget } = options;
  const isSignedIn = viewer.status === 'signed-in';
  const [isWanted, setIsWanted] = useState(
    () => hasSessionEnded(error) || codeStep.load() !== undefined,
  );
  const [seen, setSeen] = useState(error);
  if (seen !== error) {
    setSeen(error);
    if (hasSessionEnded(error)) setIsWanted(true);
  }
  const isOpen = isWanted && viewer.status === 'signed-out';
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) wasOpen.current = true;
    if (!wasOpen.current || !isSignedIn) return;
    wasOpen.current = false;
    setIsWanted(false);
    focusTarget.current?.focus();
  }, [isOpen, isSignedIn, focusTarget]);
  return { isOpen, open: () => setIsWanted(true), close: () => setIsWanted(false) };
}

function hasSessionEnded(error: ApiError | undefined): boolean {
  return error?.code === 'sign-in-required';
}
