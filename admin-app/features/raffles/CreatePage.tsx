import type { RaffleView } from '#contract/raffles.ts';
import { Details, Note, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page } from '../../shared/Page.tsx';
import { useRaffles } from '../../shared/queries/raffle-queries.ts';
import { hrefs } from '../../shared/route.ts';
import { useSession } from '../../shared/session/session.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { CreateForm } from './CreateForm.tsx';
import { PhonePreview } from './PhonePreview.tsx';
import { Review } from './Review.tsx';
import { useCreation } from './use-creation.ts';
import styles from './create.module.css';

/** Opens a raffle, or a rehearsal of one: a form, a review of what it says, then the raffle. */
export function CreatePage({ isRehearsal }: { readonly isRehearsal: boolean }) {
  const { raffles: messages } = useMessages();
  const { data, isError } = useRaffles();
  const { status } = useSession();
  const mayNot = useDisabledReason('change');
  // A form that cannot be sent is not offered. One that is filled in stays when a key is refused.
  const isOffered = mayNot === undefined || status === 'refused';
  return (
    <Page
      title={isRehearsal ? messages.rehearse : messages.create}
      back={{ href: hrefs.raffles, label: messages.title }}
    >
      {!isOffered && <Note size="text">{mayNot}</Note>}
      {isOffered && (data !== undefined || isError) && (
        <Creation isRehearsal={isRehearsal} raffles={data ?? []} />
      )}
    </Page>
  );
}

interface CreationProps {
  readonly isRehearsal: boolean;
  /** To copy from. */
  readonly raffles: readonly RaffleView[];
}

function Creation({ isRehearsal, raffles }: CreationProps) {
  const { preview: messages } = useMessages().raffles;
  const creation = useCreation({ isRehearsal, raffles });
  const { draft, reviewed } = creation;
  const preview = <PhonePreview draft={draft} isRehearsal={creation.isRehearsal} />;
  return (
    <div className={styles['columns']}>
      {/* Kept while the review is shown: what is typed is in its fields. */}
      {reviewed === undefined ? (
        <CreateForm creation={creation} raffles={raffles} />
      ) : (
        <Review reviewed={reviewed} creation={creation} />
      )}
      <Stack element="section" aria-label={messages.title} className={styles['beside']}>
        {preview}
      </Stack>
      <div className={styles['below']}>
        <Details summary={messages.show}>{preview}</Details>
      </div>
    </div>
  );
}
