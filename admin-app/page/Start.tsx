import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { createQueries } from '#ui/queries.ts';
import { Surface } from '#ui/Surface.tsx';
import { loadConfig } from '../config.ts';
import { speakable } from '../messages/messages.ts';
import { openKeyStore } from '../session/key-store.ts';
import { AdminApp } from './AdminApp.tsx';
import { ConfigFault } from './ConfigFault.tsx';
import { FaultNet } from './FaultNet.tsx';
import styles from './Start.module.css';

/** The whole page: it reads where the service is, then it is the app. */
export function Start({ search = '' }: { readonly search?: string }) {
  const { locale: browserLocale } = useLocale();
  const locale = speakable(new URLSearchParams(search).get('locale') ?? browserLocale);
  const [queries] = useState(createQueries);
  return (
    <QueryClientProvider client={queries}>
      <Surface locale={locale} colorScheme="system" className={styles['surface']}>
        <FaultNet>
          <Configured />
        </FaultNet>
      </Surface>
    </QueryClientProvider>
  );
}

function Configured() {
  const answer = useQuery({ queryKey: ['config'], queryFn: async () => loadConfig() });
  const [keyStore] = useState(openKeyStore);
  if (answer.isError) {
    return <ConfigFault error={answer.error} onAgain={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  return <AdminApp serviceUrl={answer.data.serviceUrl} keyStore={keyStore} />;
}
