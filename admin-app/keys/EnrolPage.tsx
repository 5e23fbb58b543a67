import { useEffect, useState } from 'react';
import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { GetIn } from '../session/GetIn.tsx';
import { useSession } from '../session/session.tsx';
import { Enrolment } from './Enrolment.tsx';

/** Where the link of an invitation leads. */
export function EnrolPage({ invitation }: { readonly invitation: string | undefined }) {
  const { enrol: say } = useMessages().keys;
  const { status } = useSession();
  const held = useInvitation(invitation);
  if (status === 'opening') return null;
  return (
    <Page title={say.title}>
      {held === undefined && <p>{say.openAgain}</p>}
      {held === undefined || status === 'unsupported' ? (
        <GetIn />
      ) : (
        <Enrolment key={held} invitation={held} />
      )}
    </Page>
  );
}

/** Takes it out of the address and the history: whoever reads them later finds nothing. */
function useInvitation(inAddress: string | undefined): string | undefined {
  const [held, setHeld] = useState(inAddress);
  if (inAddress !== undefined && inAddress !== held) setHeld(inAddress);
  useEffect(() => {
    if (inAddress !== undefined) history.replaceState(null, '', '#/enrol');
  }, [inAddress]);
  return held;
}
