import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { DrawRecord, RaffleView } from '#contract/schemas.ts';
import { announce } from '#ui/announce.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import { useService } from '../service.tsx';
import { BigNumber } from './BigNumber.tsx';
import { explainDraw, type HowDecided } from './explain-draw.ts';
import { Shares } from './Shares.tsx';
import { Stage } from './Stage.tsx';
import { useReducedMotion } from './use-reduced-motion.ts';
import { useReveal } from './use-reveal.ts';
import styles from './DrawnScene.module.css';
import twoLines from './TwoLines.module.css';

export interface DrawnSceneProps {
  readonly raffle: RaffleView;
  readonly draw: DrawRecord;
  /** Whether the number comes together before everybody's eyes, or is there. */
  readonly isPlayed: boolean;
}

/** First what decided, one thing after the other; then the number, and it stays. */
const lastStep: Readonly<Record<HowDecided['kind'], number>> = {
  sealed: 3,
  local: 3,
  contradiction: 0,
};

/** The winning number, out of what decided it. */
export function DrawnScene({ raffle, draw, isPlayed }: DrawnSceneProps) {
  const { draw: drawWords, projector: say } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const { serviceUrl } = useService();
  const isStill = useReducedMotion();
  const [how] = useState(() => explainDraw(draw));
  const last = lastStep[how.kind];
  const { step, isDone, play, skip } = useReveal(last, isPlayed && !isStill);
  const { ticketNumber } = draw.winner;
  const sentence = drawWords.wins(ticketNumber, raffle.title);
  useEffect(() => {
    if (isDone && isPlayed) announce(sentence);
  }, [isDone, isPlayed, sentence]);
  const action = isDone ? { label: say.again, onPress: play } : { label: say.skip, onPress: skip };
  const address = new URL(`/raffles/${encodeURIComponent(raffle.id)}`, serviceUrl).href;
  return (
    <Stage
      {...(isStill || last === 0 ? {} : { action })}
      note={
        isDone && (
          <>
            <p>{drawWords.fairness[draw.randomness]}</p>
            <p>{say.check(address)}</p>
          </>
        )
      }
    >
      {isDone ? (
        <>
          <p className={styles['label']}>{say.ticket}</p>
          <BigNumber
            text={number(ticketNumber)}
            look={isPlayed && !isStill ? 'arriving' : 'plain'}
          />
          <p className={`${styles['words']} ${twoLines['twoLines']}`}>{sentence}</p>
          <How how={how} ticketNumber={ticketNumber} />
        </>
      ) : (
        <Shares how={how} step={step} />
      )}
    </Stage>
  );
}

function How({ how, ticketNumber }: { readonly how: HowDecided; readonly ticketNumber: number }) {
  const { projector: say } = useMessages();
  if (how.kind === 'contradiction') return <p className={styles['wrong']}>{say.contradiction}</p>;
  return (
    <p className={styles['how']}>
      {how.kind === 'local'
        ? say.local({ ...how, ticketNumber })
        : say.sum({ ...how, ticketNumber })}
    </p>
  );
}
