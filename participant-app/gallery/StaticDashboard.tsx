import type { ReactNode } from 'react';
import { createClient } from '#contract/client.ts';
import type { Witnessing } from '#contract/witnessing.ts';
import * as checkChunk from '../features/check/chunk.ts';
import type { LogConsistency } from '../features/check/comparison.ts';
import { LogCheckContext } from '../features/check/LogConsistencyProvider.tsx';
import type { PurchaseState } from '../features/purchase/purchase-controller.ts';
import { PurchaseContext, type AskedPurchase } from '../features/purchase/PurchaseProvider.tsx';
import * as receiptsChunk from '../features/receipts/chunk.ts';
import { ReceiptsContext } from '../features/receipts/ReceiptsProvider.tsx';
import type { ReceiptsState } from '../features/receipts/receipts-state.ts';
import { LiveContext, type Live } from '../shared/live.ts';
import type { RafflePlace } from '../shared/raffle-place.ts';
import { SessionContext, type Session, type Viewer } from '../shared/session.ts';

/** A state of the dashboard, as the contexts provide it. */
export interface DashboardState {
  readonly live: Live['state'];
  readonly viewer: Viewer;
  readonly purchase: PurchaseState;
  readonly isOnline: boolean;
  readonly asked?: AskedPurchase | undefined;
  readonly receipts?: ReceiptsState | undefined;
  readonly consistency?: LogConsistency | undefined;
  readonly witnessing?: Witnessing | undefined;
}

export interface GalleryState {
  readonly name: string;
  readonly state: DashboardState;
  readonly newNumbers?: readonly number[];
}

/** The raffle on the service's own page. */
export const ownPage: RafflePlace = {
  serviceUrl: 'https://raffle.example.org',
  raffleId: 'spring',
  isOwnPage: true,
  // The pictures of the gallery are files beside it, with whole addresses.
  picturesPath: '',
};

export interface StaticDashboardProps {
  readonly state: DashboardState;
  readonly newNumbers?: readonly number[];
  readonly place?: RafflePlace;
  /** Reads the contexts. */
  readonly children: ReactNode;
}

/** Provides the contexts with one fixed state, without a service. No action has an effect. */
export function StaticDashboard(props: StaticDashboardProps) {
  const { state, newNumbers = [], place = ownPage, children } = props;
  const live = { place, state: state.live, isOnline: state.isOnline, applySnapshot: doNothing };
  const purchase = {
    state: state.purchase,
    newNumbers,
    asked: state.asked,
    ask: doNothing,
    confirm: doNothing,
    cancel: doNothing,
    finish: doNothing,
  };
  const receipts = {
    chunk: receiptsChunk,
    state: state.receipts,
    take: doNothing,
    fetchMissing: doNothing,
    show: doNothing,
    listRef: { current: null },
  };
  const { consistency, witnessing } = state;
  const check = { chunk: checkChunk, consistency, witnessing, acceptLog: doNothing };
  return (
    <LiveContext value={live}>
      <SessionContext value={{ ...signedOutSession, viewer: state.viewer }}>
        <ReceiptsContext value={receipts}>
          <PurchaseContext value={purchase}>
            <LogCheckContext value={check}>{children}</LogCheckContext>
          </PurchaseContext>
        </ReceiptsContext>
      </SessionContext>
    </LiveContext>
  );
}

function doNothing(): void {}

async function doNothingLater(): Promise<void> {}

const signedOutSession: Omit<Session, 'viewer'> = {
  client: createClient({ baseUrl: ownPage.serviceUrl }),
  signIn: {
    mode: 'cookie',
    requestCode: doNothingLater,
    enterCode: doNothingLater,
    openWindow: doNothingLater,
  },
  signOut: doNothing,
  refresh: doNothingLater,
  forget: doNothing,
  addPurchase: doNothing,
  notifyOtherWindows: doNothing,
};
