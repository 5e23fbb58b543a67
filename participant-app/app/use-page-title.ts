import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { titleOfPage, type PageSubject } from '#contract/page-title.ts';

/** Sets the title of the tab. With undefined, the title from the service's HTML stays. */
export function usePageTitle(subject: PageSubject | undefined): void {
  const { locale } = useLocale();
  const title = subject === undefined ? undefined : titleOfPage(subject, locale);
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
}
