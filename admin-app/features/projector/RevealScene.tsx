import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useMediaQuery } from '../../shared/use-media-query.ts';
import { BigNumber, SceneLayout } from './SceneLayout.tsx';
import styles from './projector.module.css';

export interface RevealSceneProps {
  readonly ticketCount: number;
  /** When the result is shown, in Unix milliseconds of this device. */
  readonly until: number;
}

/** Shown until the reveal: random ticket numbers that slow down. They are unrelated to the draw. */
export function RevealScene({ ticketCount, until }: RevealSceneProps) {
  const { projector: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const isStill = useReducedMotion();
  const [shown, setShown] = useState(() => randomTicket(ticketCount));
  useEffect(() => {
    if (isStill) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const run = () => {
      setShown(randomTicket(ticketCount));
      timer = setTimeout(run, delayBefore(until - Date.now()));
    };
    run();
    return () => clearTimeout(timer);
  }, [ticketCount, until, isStill]);
  return (
    <SceneLayout>
      {!isStill && (
        <span aria-hidden>
          <BigNumber text={number(shown)} />
        </span>
      )}
      <p className={styles['words']}>{messages.drawing}</p>
    </SceneLayout>
  );
}

function randomTicket(ticketCount: number): number {
  return 1 + Math.floor(Math.random() * ticketCount);
}

/** 60 ms at first, 600 ms at the end. */
function delayBefore(leftMs: number): number {
  return 60 + 540 / (1 + Math.max(0, leftMs) / 800);
}

/** Whether the device is set to reduce motion. */
export function useReducedMotion(): boolean {
  return useMediaQuery('(prefers-reduced-motion: reduce)');
}
