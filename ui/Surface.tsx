import { useCallback, useRef, type ReactNode } from 'react';
import { I18nProvider, useLocale } from 'react-aria/I18nProvider';
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider';
import { classNames } from './class-names.ts';
import styles from './tokens.module.css';

/*
 * React Aria writes one style rule into the document's head, unless it finds an element with this id.
 * tokens.module.css has that rule, so that a content security policy needs no exception for it.
 */
const pressableStyleId = 'react-aria-pressable-style';
if (typeof document !== 'undefined' && document.getElementById(pressableStyleId) === null) {
  document.head.append(Object.assign(document.createElement('template'), { id: pressableStyleId }));
}

export interface SurfaceProps {
  readonly locale: string;
  /** `inherit` follows the surrounding page, `system` the device. */
  readonly colorScheme?: 'inherit' | 'light' | 'dark' | 'system';
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * The root of an app: design tokens, language and text direction. Dialogs and other overlays are
 * rendered inside it, so that they look the same and are removed with it.
 */
export function Surface({ locale, ...props }: SurfaceProps) {
  return (
    <I18nProvider locale={locale}>
      <LocalizedSurface {...props} />
    </I18nProvider>
  );
}

function LocalizedSurface(props: Omit<SurfaceProps, 'locale'>) {
  const { colorScheme = 'inherit', className, children } = props;
  const { locale, direction } = useLocale();
  const portal = useRef<HTMLDivElement>(null);
  const getContainer = useCallback(() => portal.current, []);
  return (
    <div
      lang={locale}
      dir={direction}
      className={classNames(
        styles.tokens,
        colorScheme !== 'inherit' && styles[colorScheme],
        className,
      )}
    >
      <PortalProvider getContainer={getContainer}>{children}</PortalProvider>
      <div ref={portal} className={styles.floating} />
    </div>
  );
}
