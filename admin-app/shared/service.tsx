import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { createClient, ProblemReply, type RaffleClient } from '#contract/client.ts';
import { defaultLiveTimings, type LiveTimings } from '#ui/live/raffle-state.ts';
import { ServiceContext } from './service-context.ts';
import { useSessionStore } from './session/session.tsx';

/** Time-out for a whole log, in milliseconds. */
const longReplyTimeoutMs = 60_000;

export interface ServiceProviderProps {
  readonly serviceUrl: string;
  readonly timings?: LiveTimings | undefined;
  readonly children: ReactNode;
}

export function ServiceProvider(props: ServiceProviderProps) {
  const { serviceUrl, timings = defaultLiveTimings, children } = props;
  const { locale } = useLocale();
  const { session, signer, refuse } = useSessionStore();
  useClearConfidential(session.status === 'ready');
  const service = useMemo(() => {
    const options = { baseUrl: serviceUrl, ...(signer === undefined ? {} : { signer }) };
    const onRefused = () => signer !== undefined && refuse(signer.keyid);
    const client = watchRefusals(createClient(options), onRefused);
    const patient = createClient({ ...options, timeoutMs: longReplyTimeoutMs });
    const longReplyClient = watchRefusals(patient, onRefused);
    return { client, longReplyClient, serviceUrl, locale, timings };
  }, [serviceUrl, signer, refuse, locale, timings]);
  return <ServiceContext value={service}>{children}</ServiceContext>;
}

/** Keys of the queries whose answers are confidential. */
const confidential = ['tickets', 'summary', 'keys'] as const;

/** Removes confidential answers from the cache when the key is removed or refused. */
function useClearConfidential(hasKey: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (hasKey) return;
    for (const name of confidential) queries.removeQueries({ queryKey: [name] });
  }, [hasKey, queries]);
}

/** Wraps a client so that `key-unknown` answers are reported. */
function watchRefusals(client: RaffleClient, onRefused: () => void): RaffleClient {
  const call: RaffleClient['call'] = async (name, request) => {
    try {
      return await client.call(name, request);
    } catch (error) {
      if (error instanceof ProblemReply && error.code === 'key-unknown') onRefused();
      throw error;
    }
  };
  return { ...client, call };
}
