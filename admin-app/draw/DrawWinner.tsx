import { useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { useMessages } from '../messages/messages.ts';
import { Action } from '../page/Action.tsx';
import { Refusal } from '../page/Refusal.tsx';
import { useReason } from '../session/reasons.ts';
import { PreFlight } from './PreFlight.tsx';
import { Waiting } from './Waiting.tsx';
import type { Drawing } from './use-drawing.ts';

export interface DrawWinnerProps {
  readonly raffle: RaffleView;
  readonly drawing: Drawing;
}

/** Draws the one winner: what is known, the raffle's id, the waiting; the result is the page's. */
export function DrawWinner({ raffle, drawing }: DrawWinnerProps) {
  const { draw: say, shell } = useMessages();
  const { id, title, status, sold } = raffle;
  const { order, waitsUntil } = drawing;
  const [isOpen, setIsOpen] = useState(false);
  const isDrawn = status === 'drawn';
  const mayNot = useReason('change');
  const reason = mayNot ?? (isDrawn ? say.drawnAlready : sold === 0 ? say.nobody : undefined);
  const isAskedAgain = order.isUnsettled && !isDrawn;
  return (
    <div>
      {/* What has just come about stands above the button: that is where the focus is, in view. */}
      {waitsUntil !== undefined && !isDrawn ? (
        <Waiting raffle={raffle} until={waitsUntil} />
      ) : (
        <p>{say.consequence}</p>
      )}
      {!isDrawn && <Refusal failure={order.failure} />}
      {isAskedAgain && <p>{say.unsettled}</p>}
      <Action
        look="danger"
        reason={reason}
        isPending={order.isPending && !isDrawn}
        pendingLabel={say.pending}
        onPress={() => (isAskedAgain ? order.give(null) : setIsOpen(true))}
      >
        {isAskedAgain ? say.askAgain : say.open}
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
        onConfirm={() => {
          setIsOpen(false);
          order.give(null);
        }}
      >
        <p>{say.consequence}</p>
        <PreFlight raffle={raffle} />
      </ConfirmDialog>
    </div>
  );
}
