import type { LiveTimings } from '#ui/live/live-raffle.ts';
import { NoticesProvider } from '../notices.tsx';
import { ServiceProvider } from '../service.tsx';
import type { KeyStore } from '../session/key-store.ts';
import { SessionProvider } from '../session/session.tsx';
import { Content } from './Content.tsx';

export interface AdminAppProps {
  readonly serviceUrl: string;
  readonly keyStore: KeyStore;
  /** How patient the live views are. */
  readonly timings?: LiveTimings;
}

/** The app, for one service. */
export function AdminApp({ serviceUrl, keyStore, timings }: AdminAppProps) {
  return (
    <NoticesProvider>
      <SessionProvider serviceUrl={serviceUrl} keyStore={keyStore}>
        <ServiceProvider serviceUrl={serviceUrl} timings={timings}>
          <Content />
        </ServiceProvider>
      </SessionProvider>
    </NoticesProvider>
  );
}
