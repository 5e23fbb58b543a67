import { useCallback, useEffect, useState } from 'react';
import { createClient, ProblemReply, type RaffleClient } from '#contract/client.ts';
import { useService } from '../service.tsx';
import { makeKey, signerOf } from '../session/browser-key.ts';
import type { EnrolledKey, MadeKey } from '../session/key-store.ts';
import { useSessionStore } from '../session/session.tsx';
import { useOrder } from '../use-order.ts';

/** Makes a key for this browser, and has it let in by an invitation. */
export function useEnrolment(invitation: string) {
  const { serviceUrl } = useService();
  const { keyStore, use } = useSessionStore();
  const [made, setMade] = useState<MadeKey>();
  const [enrolled, setEnrolled] = useState<EnrolledKey>();
  const make = useCallback(async () => {
    const key = await makeKey(serviceUrl);
    // Kept before it is sent: if the answer is lost, the same key asks again.
    await keyStore.keep(key);
    return key;
  }, [serviceUrl, keyStore]);
  useEffect(() => {
    const prepare = async () => setMade((await keyStore.findMade(serviceUrl)) ?? (await make()));
    void prepare();
  }, [keyStore, serviceUrl, make]);
  const order = useOrder(
    'enrol-key',
    async (key: MadeKey) => {
      const client = createClient({ baseUrl: serviceUrl, signer: signerOf(key) });
      const owned = await enrol(client, key, invitation);
      await use(owned);
      // Whoever uses the app stays enrolled longer, where browsers clear up.
      await navigator.storage?.persist?.();
      return owned;
    },
    (owned) => setEnrolled(owned),
  );
  const makeAnother = () => {
    order.clear();
    void make().then(setMade);
  };
  return { made, enrolled, order, makeAnother };
}

async function enrol(client: RaffleClient, key: MadeKey, invitation: string): Promise<EnrolledKey> {
  const { publicKey } = key;
  const { name, role } = await client
    .call('enrolKey', { body: { invitation, publicKey } })
    .catch(async (error: unknown) => {
      const isIn = error instanceof ProblemReply && error.code === 'key-enrolled';
      // Another invitation let it in, and the answer was lost: the service knows whose it is.
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
