import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { enableShadowDOM } from '@react-stately/flags';
import { accentProperties } from '#ui/accent.ts';
import type { RaffleDashboardProps } from '../shared/host-contract.ts';
import { DashboardView } from './DashboardView.tsx';
import { RaffleDashboard as Dashboard } from './RaffleDashboard.tsx';

/** The URL of this remote's files, defined by the bundler. */
declare const __webpack_public_path__: string;

// React Aria finds targets and focus inside of shadow roots only with this.
enableShadowDOM();

/** The dashboard on another site's page, isolated from that page's style sheets. */
export function RaffleDashboard(props: RaffleDashboardProps) {
  useSharedReact();
  return (
    <ShadowBoundary accent={props.accent ?? ''}>
      <Dashboard {...props}>
        <DashboardView headingLevel={2} />
      </Dashboard>
    </ShadowBoundary>
  );
}

const probe = createContext(true);

/** Explains what would be a TypeError of the first hook: hooks work only in the React that renders. */
function useSharedReact(): void {
  try {
    useContext(probe);
  } catch (cause) {
    throw new Error(
      'RaffleDashboard is rendered by a React that was not shared with it. Share React 19, or use the script tag: see docs/embedding.md.',
      { cause },
    );
  }
}

/*
 * In a shadow tree `!important` wins over the document's. `all` keeps the host's color scheme and
 * custom properties.
 */
const baseRules = `
:host { all: initial !important; display: block !important; color-scheme: inherit !important; }
:host::before, :host::after { content: none !important; }`;

interface Isolated {
  readonly root: ShadowRoot;
  /** The text size that the visitor chose in the browser, e.g. `16px`. */
  readonly textSize: string;
}

interface ShadowBoundaryProps {
  readonly accent: string;
  readonly children: ReactNode;
}

/** Renders into a shadow root, which no rule of the host's style sheets reaches. */
function ShadowBoundary({ accent, children }: ShadowBoundaryProps) {
  const [isolated, setIsolated] = useState<Isolated>();
  const colours = useMemo(() => accentProperties(accent), [accent]);
  const attach = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const base = new CSSStyleSheet();
    base.replaceSync(baseRules);
    root.adoptedStyleSheets = [base];
    // The base rules reset the font size to `medium`. `rem` would be the host's size.
    const textSize = getComputedStyle(element).fontSize;
    addStyleSheet(root, new URL('/brand.css', remoteUrl()).href);
    const { firstLoaded, stop } = copyStyleSheets(root);
    let isAttached = true;
    const show = async () => {
      await Promise.race([firstLoaded, sleep(styleWaitMsMax)]);
      if (isAttached) setIsolated({ root, textSize });
    };
    void show();
    return () => {
      isAttached = false;
      stop();
    };
  }, []);
  return (
    <div ref={attach}>
      {isolated !== undefined &&
        createPortal(
          <div style={{ '--raffle-rem': isolated.textSize, ...colours }}>{children}</div>,
          isolated.root,
        )}
    </div>
  );
}

/** After this time the dashboard is shown without styles; a late style sheet still applies. */
const styleWaitMsMax = 5000;

async function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** Copies this remote's style sheets from the document's head into the root, also later ones. */
function copyStyleSheets(root: ShadowRoot) {
  const known = new Set<string>();
  const copy = (): Promise<unknown>[] => {
    const links = document.head.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]');
    const ours = [...links].filter(({ href }) => href.startsWith(remoteUrl()) && !known.has(href));
    return ours.map(async ({ href }) => {
      known.add(href);
      const link = addStyleSheet(root, href);
      const isLoaded = new Promise((resolve) => {
        link.addEventListener('load', resolve, { once: true });
        link.addEventListener('error', resolve, { once: true });
      });
      return isLoaded;
    });
  };
  const observer = new MutationObserver(() => void copy());
  observer.observe(document.head, { childList: true });
  return { firstLoaded: Promise.all(copy()), stop: () => observer.disconnect() };
}

function addStyleSheet(root: ShadowRoot, href: string): HTMLLinkElement {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  root.append(link);
  return link;
}

function remoteUrl(): string {
  return __webpack_public_path__;
}
