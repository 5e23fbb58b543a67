import { useState } from 'react';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { useMessages } from '../messages/messages.ts';
import { Action } from '../page/Action.tsx';
import { Refusal } from '../page/Refusal.tsx';
import { useReason } from '../session/reasons.ts';
import { PreFlight } from './PreFlight.tsx';
import { Waiting } from './Waiting.tsx';
import type { Drawing } from './use-drawing.ts';

export interface DrawWinnerProps {
  readonly news: KnownRaffle;
  readonly drawing: Drawing;
}

/** Draws the one winner: what is known, the raffle's id, the waiting; the result is the page's. */
export function DrawWinner({ news, drawing }: DrawWinnerProps) {
  const { draw: say, shell } = useMessages();
  const { raffle } = news;
  const { id, title, status, sold } = raffle;
  const { order } = drawing;
  const [isOpen, setIsOpen] = useState(false);
  const isDrawn = status === 'drawn';
  const mayNot = useReason('change');
  const reason = mayNot ?? (isDrawn ? say.drawnAlready : sold === 0 ? say.nobody : undefined);
  const consequence = status === 'open' ? say.consequence : say.consequenceClosed;
  // While tickets are sold, only the whole way ends that: the numbers, and the raffle's id.
  const isAskedAgain = order.isUnsettled && status === 'closed';
  return (
    <div>
      {/* What has just come about stands above the button: that is where the focus is, in view. */}
      <Standstill news={news} drawing={drawing} />
      {order.isPending && status === 'closed' ? null : <p>{consequence}</p>}
      {!isDrawn && <Refusal failure={order.failure} />}
      {order.isLetGo && status === 'open' && <output>{say.notHappened}</output>}
      {isAskedAgain && <p>{say.unsettled}</p>}
      <Action
        look="danger"
        reason={reason}
        isPending={order.isPending && !isDrawn}
        pendingLabel={say.pending}
        onPress={() => (isAskedAgain ? order.give(null) : setIsOpen(true))}
      >
        {isAskedAgain ? say.orderAgain : say.open}
      </Action>
      <ConfirmDialog
        title={say.title(title)}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        expected={id}
        expectedLabel={say.typeId(id)}
        action={say.action}
        pendingLabel={say.pending}
        cancelLabel={shell.cancel}
        isPending={false}
        reason={reason}
        onConfirm={() => {
          setIsOpen(false);
          order.give(null);
        }}
      >
        {reason === undefined && (
          <>
            <p>{consequence}</p>
            <PreFlight news={news} />
          </>
        )}
      </ConfirmDialog>
    </div>
  );
}

/** A sealed draw waits for its beacon, whoever ordered it, and if nobody has. */
function Standstill({ news, drawing }: DrawWinnerProps) {
  const { raffle, clockAheadMs } = news;
  const { order, waited } = drawing;
  if (raffle.status !== 'closed' || raffle.seal === undefined) return null;
  return (
    <Waiting
      raffleId={raffle.id}
      seal={raffle.seal}
      clockAheadMs={clockAheadMs}
      waited={waited}
      isAsking={order.isPending}
    />
  );
}
