import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { createClient, ProblemReply, type RaffleClient } from '#contract/client.ts';
import { defaultLiveTimings, type LiveTimings } from '#ui/live/live-raffle.ts';
import { useSessionStore } from './session/session.tsx';

export interface Service {
  /** Signs what operators ask with this browser's key; without a key only public questions work. */
  readonly client: RaffleClient;
  /** The same, for answers as long as a raffle's log. */
  readonly patientClient: RaffleClient;
  readonly serviceUrl: string;
  readonly locale: string;
  readonly timings: LiveTimings;
}

/** How long a whole log may take to come, in milliseconds. */
const longAnswerMs = 60_000;

const ServiceContext = createContext<Service | undefined>(undefined);

export interface ServiceProviderProps {
  readonly serviceUrl: string;
  readonly timings?: LiveTimings | undefined;
  readonly children: ReactNode;
}

export function ServiceProvider(props: ServiceProviderProps) {
  const { serviceUrl, timings = defaultLiveTimings, children } = props;
  const { locale } = useLocale();
  const { session, signer, refuse } = useSessionStore();
  useForgetfulness(session.status === 'ready');
  const service = useMemo(() => {
    const options = { baseUrl: serviceUrl, ...(signer === undefined ? {} : { signer }) };
    const onRefused = () => signer !== undefined && refuse(signer.keyid);
    const client = watchRefusals(createClient(options), onRefused);
    const patient = createClient({ ...options, timeoutMs: longAnswerMs });
    const patientClient = watchRefusals(patient, onRefused);
    return { client, patientClient, serviceUrl, locale, timings };
  }, [serviceUrl, signer, refuse, locale, timings]);
  return <ServiceContext value={service}>{children}</ServiceContext>;
}

/** The service this app works for. */
export function useService(): Service {
  return useContext(ServiceContext)!;
}

/** The questions that only a key may ask. */
const confidential = ['tickets', 'keys'] as const;

/** Answers to them go when the key goes, in every window that hears of it. */
function useForgetfulness(hasKey: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (hasKey) return;
    for (const name of confidential) queries.removeQueries({ queryKey: [name] });
  }, [hasKey, queries]);
}

/** Hears when a key is not accepted any more, whatever was asked. */
function watchRefusals(client: RaffleClient, onRefused: () => void): RaffleClient {
  const call: RaffleClient['call'] = async (name, wish) => {
    try {
      return await client.call(name, wish);
    } catch (error) {
      if (error instanceof ProblemReply && error.code === 'key-unknown') onRefused();
      throw error;
    }
  };
  return { ...client, call };
}
