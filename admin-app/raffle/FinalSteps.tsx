import { CloseSales } from '../draw/CloseSales.tsx';
import { DrawWinner, type DrawWinnerProps } from '../draw/DrawWinner.tsx';
import { useMessages } from '../messages/messages.ts';
import { Section } from '../page/Section.tsx';
import { DeleteRehearsal } from './DeleteRehearsal.tsx';

/** Last and set apart: what cannot be undone. */
export function FinalSteps({ news, drawing }: DrawWinnerProps) {
  const { raffle: say } = useMessages();
  const { raffle } = news;
  return (
    <Section title={say.final} look="apart">
      <CloseSales raffle={raffle} />
      <DrawWinner news={news} drawing={drawing} />
      {raffle.rehearsal && <DeleteRehearsal raffle={raffle} />}
    </Section>
  );
}
