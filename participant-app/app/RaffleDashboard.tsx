import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { createQueries } from '#ui/queries.ts';
import { Surface } from '#ui/Surface.tsx';
import { NoticesProvider } from '#ui/Notices.tsx';
import { reportToHost, type RaffleDashboardProps } from '../shared/host-contract.ts';
import { useLoadedLocale } from '../shared/messages/languages.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { defaultTimings, type Timings } from '../shared/timings.ts';
import { DisplayBoundary } from './DisplayBoundary.tsx';
import { LogConsistencyProvider } from '../features/check/LogConsistencyProvider.tsx';
import { LiveProvider } from '../features/live/LiveProvider.tsx';
import {
  PurchaseProvider,
  type PurchaseProviderProps,
} from '../features/purchase/PurchaseProvider.tsx';
import { clearReceipts } from '../features/receipts/receipt-storage.ts';
import { ReceiptsProvider, useReceipts } from '../features/receipts/ReceiptsProvider.tsx';
import { SessionProvider } from '../features/session/SessionProvider.tsx';
import styles from './RaffleDashboard.module.css';

export interface InternalProps {
  readonly timings?: Partial<Timings>;
  /** What is shown of the raffle. It reads the contexts. */
  readonly children: ReactNode;
}

/**
 * The frame of everything about one raffle: error boundary, language, colours and connection.
 *
 * @see RaffleDashboardProps for the props that hosts may pass.
 */
export function RaffleDashboard(host: RaffleDashboardProps & InternalProps) {
  const { serviceUrl = location.origin, timeoutMs, timings, children } = host;
  const { raffleId, onError, colorScheme = 'inherit' } = host;
  const browserLocale = useLocale().locale;
  const locale = useLoadedLocale(host.locale ?? browserLocale);
  const [queries] = useState(createQueries);
  const allTimings = useMemo(
    () => ({ ...defaultTimings, ...timings, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
    [timings, timeoutMs],
  );
  if (locale === undefined) return null;
  return (
    <DisplayBoundary
      key={`${serviceUrl} ${raffleId}`}
      locale={locale}
      colorScheme={colorScheme}
      onFailure={() => reportToHost(onError, { raffleId, code: 'display-failed' })}
    >
      <QueryClientProvider client={queries}>
        <Surface locale={locale} colorScheme={colorScheme} className={styles.raffle}>
          <DashboardProviders host={host} serviceUrl={serviceUrl} timings={allTimings}>
            {children}
          </DashboardProviders>
        </Surface>
      </QueryClientProvider>
    </DisplayBoundary>
  );
}

interface DashboardProvidersProps {
  readonly host: RaffleDashboardProps;
  readonly serviceUrl: string;
  readonly timings: Timings;
  readonly children: ReactNode;
}

/** Connects a dashboard to its service: live raffle, session, receipts, purchase and log check. */
function DashboardProviders(props: DashboardProvidersProps) {
  const { host, serviceUrl, timings, children } = props;
  const messages = useMessages();
  const isOwnPage = new URL(serviceUrl).origin === location.origin;
  const place = { serviceUrl, raffleId: host.raffleId, isOwnPage };
  return (
    <NoticesProvider label={messages.notices} dismissLabel={messages.dismiss}>
      <LiveProvider place={place} timings={timings} host={host}>
        <SessionProvider
          timeoutMs={timings.timeoutMs}
          onSignedOut={(accountId) => clearReceipts({ serviceUrl, accountId })}
        >
          <ReceiptsProvider>
            <PurchaseWithReceipts timings={timings} host={host}>
              <LogConsistencyProvider timings={timings}>{children}</LogConsistencyProvider>
            </PurchaseWithReceipts>
          </ReceiptsProvider>
        </SessionProvider>
      </LiveProvider>
    </NoticesProvider>
  );
}

function PurchaseWithReceipts(props: Omit<PurchaseProviderProps, 'onPurchased'>) {
  const { take } = useReceipts();
  return <PurchaseProvider {...props} onPurchased={take} />;
}
