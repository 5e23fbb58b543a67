import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { Surface } from '#ui/Surface.tsx';
import { speakable } from '../messages/messages.ts';
import { createQueries } from '#ui/queries.ts';
import { RaffleDashboard } from '../RaffleDashboard.tsx';
import { useLate } from '#ui/use-late.ts';
import { Home } from './Home.tsx';
import { PublicResult } from './PublicResult.tsx';
import type { ReceiptPageProps } from './ReceiptPage.tsx';
import { readRoute, type Route } from './route.ts';
import { SignInWindow } from './SignInWindow.tsx';
import styles from './Page.module.css';

const Gallery = lazy(async () => import('../gallery/Gallery.tsx'));

/** Our own page: the list of raffles, one raffle, or its public result. */
export function Page({ path, search = '' }: { readonly path: string; readonly search?: string }) {
  const { locale: browserLocale } = useLocale();
  const query = new URLSearchParams(search);
  const locale = speakable(query.get('locale') ?? browserLocale);
  const [queries] = useState(createQueries);
  return (
    <main className={styles['page']}>
      <QueryClientProvider client={queries}>
        <Content route={readRoute(path)} locale={locale} query={query} />
      </QueryClientProvider>
    </main>
  );
}

interface ContentProps {
  readonly route: Route;
  readonly locale: string;
  readonly query: URLSearchParams;
}

function Content({ route, locale, query }: ContentProps) {
  switch (route.page) {
    case 'raffle':
      return <RaffleDashboard raffleId={route.raffleId} locale={locale} headingLevel={1} />;
    case 'result':
      return (
        <Surface locale={locale} className={styles['surface']}>
          <PublicResult raffleId={route.raffleId} />
        </Surface>
      );
    case 'receipt':
      return (
        <RaffleDashboard
          raffleId={route.raffleId}
          locale={locale}
          headingLevel={1}
          renderView={(props) => <LateReceiptPage {...props} number={route.number} />}
        />
      );
    case 'sign-in-window':
      return (
        <Surface locale={locale} className={styles['surface']}>
          <SignInWindow origin={query.get('origin') ?? ''} />
        </Surface>
      );
    case 'home':
      return <Home locale={locale} />;
    case 'gallery':
      return (
        <Suspense>
          <Gallery />
        </Suspense>
      );
    default:
      return route satisfies never;
  }
}

/** It comes with the tickets, so that a page with tickets has it when there is no network. */
async function loadReceiptPage() {
  return import(/* webpackChunkName: "receipts" */ './ReceiptPage.tsx');
}

function LateReceiptPage(props: ReceiptPageProps) {
  const late = useLate(loadReceiptPage);
  return late === undefined ? null : <late.ReceiptPage {...props} />;
}
