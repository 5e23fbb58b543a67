import type { ReactNode } from 'react';
import { Mark } from '#ui/CheckList.tsx';
import { classNames } from '#ui/class-names.ts';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { useMessages } from '../messages/messages.ts';
import { useLogHead } from './use-log-head.ts';
import styles from './PreFlight.module.css';

const shortRootLength = 8;

/** What is looked at before the draw: the service, the numbers, the log, and how it is drawn. */
export function PreFlight({ news }: { readonly news: KnownRaffle }) {
  const { draw: say } = useMessages();
  const { raffle, freshness } = news;
  const isAnswering = freshness !== 'stale';
  const { sold, remaining, capacity, status, version, randomness } = raffle;
  const head = useLogHead(raffle);
  // The opening, every ticket, and the closing if there is one.
  const isWholeLog = version === 1 + sold + (status === 'open' ? 0 : 1);
  return (
    <ul className={styles['list']}>
      <Item isRight={isAnswering}>{isAnswering ? say.answers : say.answersNot}</Item>
      <Item isRight={isAnswering && sold + remaining === capacity}>
        {say.equation({ sold, remaining, capacity })}
      </Item>
      <Item isRight={isAnswering && isWholeLog && head?.size === version}>
        {head === undefined ? (
          say.askingHead
        ) : (
          <>
            {say.head(head.size)}{' '}
            <code className={styles['root']}>{head.root.slice(0, shortRootLength)}</code>
          </>
        )}
      </Item>
      <li className={styles['item']}>
        <span>{say.fairness[randomness]}</span>
      </li>
    </ul>
  );
}

function Item({ isRight, children }: { readonly isRight: boolean; readonly children: ReactNode }) {
  const { draw: say } = useMessages();
  return (
    <li className={classNames(styles['item'], isRight && styles['right'])}>
      <Mark kind={isRight ? 'valid' : 'not-checked'} label={isRight ? say.right : say.notYet} />
      <span>{children}</span>
    </li>
  );
}
