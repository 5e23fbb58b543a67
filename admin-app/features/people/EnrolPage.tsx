import { useEffect, useState, useCallback } from 'react';
import { isolateText } from '#contract/shown-text.ts';
import type { ApiErrorCode } from '#ui/problems/api-error.ts';
import { Button } from '#ui/Button.tsx';
import { Card, Note, Stack } from '#ui/primitives.tsx';
import { Link } from '#ui/Link.tsx';
import { createClient, ProblemReply, type RaffleClient } from '#contract/client.ts';
import { Page } from '../../shared/Page.tsx';
import { EnrolPrompt } from './EnrolPrompt.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { hrefs } from '../../shared/route.ts';
import { useService } from '../../shared/service-context.ts';
import { useSession, useSessionStore } from '../../shared/session/session.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import {
  makeKey,
  signerOf,
  type EnrolledKey,
  type MadeKey,
} from '../../shared/session/key-store.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';

/** Opened by the link of an invitation. */
export function EnrolPage({ invitation }: { readonly invitation: string | undefined }) {
  const { enrol: messages } = useMessages().people;
  const { status } = useSession();
  const held = useInvitation(invitation);
  if (status === 'opening') return null;
  return (
    <Page title={messages.title}>
      {held === undefined && <p>{messages.openAgain}</p>}
      {held === undefined || status === 'unsupported' ? (
        <EnrolPrompt />
      ) : (
        <Enrolment key={held} invitation={held} />
      )}
    </Page>
  );
}

/** Keeps the invitation in memory, and removes it from the URL and the history. */
function useInvitation(inAddress: string | undefined): string | undefined {
  const [held, setHeld] = useState(inAddress);
  if (inAddress !== undefined && inAddress !== held) setHeld(inAddress);
  useEffect(() => {
    if (inAddress !== undefined) history.replaceState(null, '', '#/enrol');
  }, [inAddress]);
  return held;
}

/** Failures after which the same link cannot succeed. */
const finalCodes: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'invitation-expired',
  'invitation-unknown',
  'invitation-used',
  'invalid-request',
]);

/** Shows the new key's fingerprint and enrols it; then shows its name and role. */
function Enrolment({ invitation }: { readonly invitation: string }) {
  const { people, session } = useMessages();
  const messages = people.enrol;
  const { serviceUrl } = useService();
  const { status, key: earlier } = useSession();
  const { made, enrolled, mutation, makeAnother } = useEnrolment(invitation);
  if (enrolled !== undefined) {
    return (
      <Stack align="start" width="text">
        <output>{messages.done(isolateText(enrolled.name), session.roles[enrolled.role])}</output>
        <Fingerprint keyid={enrolled.keyid}>
          <p>{messages.compare}</p>
        </Fingerprint>
        <Link look="button" href={hrefs.raffles}>
          {enrolled.role === 'seller' ? messages.toDesk : messages.goOn}
        </Link>
      </Stack>
    );
  }
  const { failure, isPending } = mutation;
  const canAsk = failure === undefined || !finalCodes.has(failure.code);
  return (
    <Stack align="start" width="text">
      <p>{messages.why}</p>
      <Card>
        <Note size="text">{messages.service(serviceUrl)}</Note>
        {made === undefined ? (
          <p>{messages.making}</p>
        ) : (
          <Fingerprint keyid={made.keyid}>
            <p>{messages.key}</p>
          </Fingerprint>
        )}
      </Card>
      {earlier !== undefined && (
        <Note size="text">
          {status === 'refused'
            ? messages.replacesRefused(isolateText(earlier.name))
            : messages.replaces(isolateText(earlier.name), session.roles[earlier.role])}
        </Note>
      )}
      <MutationFailureNote failure={failure} />
      {failure?.code === 'invitation-unknown' && <p>{messages.otherService(serviceUrl)}</p>}
      {failure?.code === 'key-revoked' ? (
        <Button onPress={makeAnother}>{messages.makeAnother}</Button>
      ) : (
        made !== undefined &&
        canAsk && (
          <Button
            isPending={isPending}
            pendingLabel={messages.pending}
            onPress={() => mutation.run(made)}
          >
            {messages.button}
          </Button>
        )
      )}
    </Stack>
  );
}

/** Creates a key for this browser and enrols it with an invitation. */
function useEnrolment(invitation: string) {
  const { serviceUrl } = useService();
  const { keyStore, use } = useSessionStore();
  const [made, setMade] = useState<MadeKey>();
  const [enrolled, setEnrolled] = useState<EnrolledKey>();
  const make = useCallback(async () => {
    const key = await makeKey(serviceUrl);
    // Stored before it is sent: if the answer is lost, the same key is enrolled again.
    await keyStore.keep(key);
    return key;
  }, [serviceUrl, keyStore]);
  useEffect(() => {
    const prepare = async () => setMade((await keyStore.findMade(serviceUrl)) ?? (await make()));
    void prepare();
  }, [keyStore, serviceUrl, make]);
  const mutation = useIdempotentMutation(
    'enrol-key',
    async (key: MadeKey) => {
      const client = createClient({ baseUrl: serviceUrl, signer: signerOf(key) });
      const owned = await enrol(client, key, invitation);
      await use(owned);
      // Asks browsers that clear unused storage to keep the key.
      await navigator.storage?.persist?.();
      return owned;
    },
    (owned) => setEnrolled(owned),
  );
  const makeAnother = () => {
    // The revoked key must not be offered again while the next one is made.
    setMade(undefined);
    mutation.clearFailure();
    void make().then(setMade);
  };
  return { made, enrolled, mutation, makeAnother };
}

async function enrol(client: RaffleClient, key: MadeKey, invitation: string): Promise<EnrolledKey> {
  const { publicKey } = key;
  const { name, role } = await client
    .call('enrolKey', { body: { invitation, publicKey } })
    .catch(async (error: unknown) => {
      const isIn = error instanceof ProblemReply && error.code === 'key-enrolled';
      // It is enrolled already, and that answer was lost: read its name and role from the service.
      const own = isIn ? await findOwn(client, key) : undefined;
      if (own === undefined) throw error;
      return own;
    });
  return { ...key, stage: 'enrolled', name, role };
}

async function findOwn(client: RaffleClient, { keyid }: MadeKey) {
  const { keys } = await client.call('listKeys');
  return keys.find((key) => key.keyid === keyid);
}
