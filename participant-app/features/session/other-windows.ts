import { useEffect, useRef } from 'react';

/**
 * Connects the dashboards of one browser, so that a change of the session or of the tickets shows
 * in all of them. The message carries no data; each dashboard asks the service.
 *
 * @param onChange Called when another dashboard, or the sign-in window, reports a change.
 * @returns Reports a change to the others.
 */
export function useOtherWindows(serviceUrl: string, onChange: () => void): () => void {
  const channel = useRef<BroadcastChannel | undefined>(undefined);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return undefined;
    const opened = new BroadcastChannel(channelName(serviceUrl));
    opened.addEventListener('message', () => latest.current());
    channel.current = opened;
    return () => {
      channel.current = undefined;
      opened.close();
    };
  }, [serviceUrl]);
  return () => post(channel.current);
}

/** Reports a change from a page without a dashboard. */
export function notifyOtherWindows(serviceUrl: string): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName(serviceUrl));
  post(channel);
  channel.close();
}

function post(channel: BroadcastChannel | undefined): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  channel?.postMessage('changed');
}

function channelName(serviceUrl: string): string {
  return `raffle-changes ${new URL(serviceUrl).origin}`;
}
