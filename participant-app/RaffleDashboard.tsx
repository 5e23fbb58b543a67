import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { Surface } from '#ui/Surface.tsx';
import { Dashboard, type RenderView } from './dashboard/Dashboard.tsx';
import type { RaffleDashboardProps } from './host-contract.ts';
import { speakable } from './messages/messages.ts';
import { createQueries } from '#ui/queries.ts';
import { defaultTimings, type Timings } from './timings.ts';
import styles from './RaffleDashboard.module.css';

export interface InternalProps {
  readonly timings?: Partial<Timings>;
  readonly headingLevel?: 1 | 2;
  /** What is shown instead of the dashboard. */
  readonly renderView?: RenderView;
}

/**
 * One raffle, live: its rules, the number left, buying, one's own tickets, the result.
 *
 * @see RaffleDashboardProps for what a host may rely on.
 */
export function RaffleDashboard(host: RaffleDashboardProps & InternalProps) {
  const { serviceUrl = location.origin, timeoutMs, timings, headingLevel = 2 } = host;
  const browserLocale = useLocale().locale;
  const locale = speakable(host.locale ?? browserLocale);
  const [queries] = useState(createQueries);
  const patience = useMemo(
    () => ({ ...defaultTimings, ...timings, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
    [timings, timeoutMs],
  );
  return (
    <QueryClientProvider client={queries}>
      <Surface
        locale={locale}
        colorScheme={host.colorScheme ?? 'inherit'}
        className={styles['raffle']}
      >
        <Dashboard
          key={`${serviceUrl} ${host.raffleId}`}
          host={host}
          serviceUrl={serviceUrl}
          locale={locale}
          timings={patience}
          headingLevel={headingLevel}
          renderView={host.renderView}
        />
      </Surface>
    </QueryClientProvider>
  );
}
