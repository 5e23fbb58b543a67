import type { RaffleView } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import { Section } from '../page/Section.tsx';
import { DeleteRehearsal } from './DeleteRehearsal.tsx';

/** Last and set apart: what cannot be undone. */
export function FinalSteps({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: say } = useMessages();
  return (
    <Section title={say.final} look="apart">
      {raffle.rehearsal && <DeleteRehearsal raffle={raffle} />}
    </Section>
  );
}
