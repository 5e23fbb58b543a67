import type { ReactNode } from 'react';
import { NoticeRegion } from '#ui/Notices.tsx';
import { useMessages } from '../messages/messages.ts';
import { DashboardView, type DashboardViewProps } from './DashboardView.tsx';
import { useDashboard, type DashboardOptions } from './use-dashboard.ts';

/** Shows a dashboard, or something else that is a function of the same. */
export type RenderView = (props: DashboardViewProps) => ReactNode;

export interface DashboardProps extends DashboardOptions {
  readonly headingLevel: 1 | 2;
  readonly renderView: RenderView | undefined;
}

/** The dashboard, connected to a service. */
export function Dashboard({ headingLevel, renderView, ...options }: DashboardProps) {
  const say = useMessages();
  const { notices, shownReceipt, hideReceipt, ...shown } = useDashboard(options);
  const { kit } = shown;
  const props = { ...shown, headingLevel };
  return (
    <>
      {renderView === undefined ? <DashboardView {...props} /> : renderView(props)}
      {kit !== undefined && shownReceipt !== undefined && (
        <kit.ShownReceipt {...shown} number={shownReceipt} onClose={hideReceipt} />
      )}
      <NoticeRegion notices={notices} label={say.notices} dismissLabel={say.dismiss} />
    </>
  );
}
