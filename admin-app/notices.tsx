import { useContext, useState, type ReactNode } from 'react';
import { NoticeRegion, Notices, NoticesContext } from '#ui/Notices.tsx';
import { useMessages } from './messages/messages.ts';

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const say = useMessages().shell;
  const [notices] = useState(() => new Notices());
  return (
    <NoticesContext value={notices}>
      {children}
      <NoticeRegion notices={notices} label={say.notices} dismissLabel={say.dismiss} />
    </NoticesContext>
  );
}

/** Where anything may say what has happened. */
export function useNotices(): Notices {
  return useContext(NoticesContext)!;
}
