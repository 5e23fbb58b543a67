import type { RaffleView } from '#contract/raffles.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { nextStepOf } from './next-step.ts';

/** Says what comes next, in a sentence. */
export function NextStepNote({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words, close, draw } = useMessages();
  const messages = words.next;
  const { opensAt = '', closesAt = '' } = raffle;
  switch (nextStepOf(raffle)) {
    case 'wait-to-open':
      return <p>{messages.waitToOpen(opensAt)}</p>;
    case 'sell':
      return <p>{messages.sell}</p>;
    case 'wait-to-close':
      return <p>{messages.waitToClose(closesAt)}</p>;
    case 'close':
      return <p>{close.consequence}</p>;
    case 'draw':
      return <p>{draw.consequenceClosed}</p>;
    case 'hand-over':
      return <p>{messages.handOver}</p>;
    default:
      return <p>{raffle.status === 'closed' ? messages.noTickets : messages.nothing}</p>;
  }
}
