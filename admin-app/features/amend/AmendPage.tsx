import type { RaffleView } from '#contract/raffles.ts';
import { Note } from '#ui/primitives.tsx';
import { OriginMismatchHint } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page } from '../../shared/Page.tsx';
import { useLiveRaffle } from '../../shared/queries/raffle-queries.ts';
import { useSummary } from '../../shared/queries/use-summary.ts';
import { hrefs } from '../../shared/route.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { AmendForm } from './AmendForm.tsx';

/** Changes the rules of a raffle, as far as they are not final. */
export function AmendPage({ raffleId }: { readonly raffleId: string }) {
  const { raffle: words, amend: messages } = useMessages();
  const { state } = useLiveRaffle(raffleId);
  const title = state.status === 'known' ? state.raffle.title : raffleId;
  return (
    <Page title={messages.title(title)} back={{ href: hrefs.raffle(raffleId), label: title }}>
      {state.status === 'known' ? (
        <Content raffle={state.raffle} />
      ) : (
        <p>
          <span>{words.unavailable[state.status]}</span>{' '}
          {state.status === 'unreachable' && <OriginMismatchHint />}
        </p>
      )}
    </Page>
  );
}

function Content({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words, amend: messages } = useMessages();
  const mayNot = useDisabledReason('change');
  const summary = useSummary(raffle.id);
  if (raffle.status !== 'open' && raffle.status !== 'announced') {
    return <Note size="text">{messages.tooLate}</Note>;
  }
  if (mayNot !== undefined) return <Note size="text">{mayNot}</Note>;
  // A voided ticket was sold too; only the sums know it.
  if (summary === undefined) return <p>{words.unavailable.connecting}</p>;
  const voidedCount = Object.values(summary.voided).reduce((sum, count) => sum + count, 0);
  const isSold = raffle.sold + voidedCount > 0;
  return <AmendForm key={`${raffle.rules} ${isSold}`} raffle={raffle} isSold={isSold} />;
}
