import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useMediaQuery } from '../../shared/use-media-query.ts';
import { stayMs } from './running-numbers.ts';
import { BigNumber, SceneLayout } from './SceneLayout.tsx';
import styles from './projector.module.css';

export interface RevealSceneProps {
  /** Numbers of tickets in the draw; undefined while they are read. */
  readonly numbers: readonly number[] | undefined;
  /** When the result is shown, in Unix milliseconds of this device. */
  readonly until: number;
  /** The result has other prizes beside the number. */
  readonly isBeside: boolean;
}

/**
 * Shown until the reveal: numbers of tickets in the draw, which slow down until the winning one takes
 * the place of the last. They are unrelated to the draw.
 */
export function RevealScene({ numbers, until, isBeside }: RevealSceneProps) {
  const { projector: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const isStill = useReducedMotion();
  const [shown, setShown] = useState<number>();
  useEffect(() => {
    if (isStill || numbers === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const run = () => {
      setShown((last) => pickOther(numbers, last));
      timer = setTimeout(run, stayMs(until - Date.now()));
    };
    run();
    return () => clearTimeout(timer);
  }, [numbers, until, isStill]);
  return (
    <SceneLayout>
      {!isStill && shown !== undefined && (
        <>
          <p aria-hidden className={styles['label']}>
            {messages.ticket}
          </p>
          <span aria-hidden>
            <BigNumber text={number(shown)} look={isBeside ? 'beside' : 'plain'} />
          </span>
        </>
      )}
      <p className={styles['words']}>{messages.drawing}</p>
    </SceneLayout>
  );
}

/** A random one of the numbers, and not the last one again. */
function pickOther(numbers: readonly number[], last: number | undefined): number | undefined {
  const others = numbers.length > 1 ? numbers.filter((each) => each !== last) : numbers;
  return others[Math.floor(Math.random() * others.length)];
}

/** Whether the device is set to reduce motion. */
export function useReducedMotion(): boolean {
  return useMediaQuery('(prefers-reduced-motion: reduce)');
}
