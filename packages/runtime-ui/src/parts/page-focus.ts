import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Names the page in the browser's tab. */
export function usePageTitle(title: string | undefined, application: string | undefined): void {
  useEffect(() => {
    const parts = [title, application].filter((part) => part !== undefined && part !== '');
    document.title = parts.join(' · ');
  }, [title, application]);
}

/** After a change of page the focus starts at the page, so that a screen reader reads on from there. */
export function useFocusOnNewPage(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const page = document.getElementById('dg-page');
    const focusIsInside = page?.contains(document.activeElement) === true && document.activeElement !== page;
    if (!focusIsInside) page?.focus({ preventScroll: true });
    page?.scrollTo({ top: 0 });
  }, [pathname]);
}
