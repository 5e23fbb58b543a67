import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { CreateForm } from './CreateForm.tsx';
import { useRaffles } from './use-raffles.ts';

/** A new raffle, or a rehearsal of one. */
export function CreatePage({ isRehearsal }: { readonly isRehearsal: boolean }) {
  const { raffles: say } = useMessages();
  const { data, isError } = useRaffles();
  return (
    <Page title={say.create} back={{ href: hrefs.raffles, label: say.title }}>
      {(data !== undefined || isError) && (
        <CreateForm isRehearsal={isRehearsal} taken={data?.map(({ id }) => id) ?? []} />
      )}
    </Page>
  );
}
