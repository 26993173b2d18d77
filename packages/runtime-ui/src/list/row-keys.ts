import { useEffect, type RefObject } from 'react';
import { isTyping } from '@dougong/ui/shell';

/** Up and down walk the links of the rows; Enter then follows the link by itself. */
export function useRowKeys(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const focused = document.activeElement;
      const elsewhere = focused !== document.body && focused?.closest('#dg-page') === null;
      if (
        step === 0 ||
        event.isComposing ||
        event.ctrlKey ||
        event.altKey ||
        isTyping(event.target) ||
        elsewhere
      )
        return;
      const links = [...(container.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
      const row = focused?.closest('tr, li');
      const at = links.findIndex(
        (link) => link === focused || (row !== null && row !== undefined && row.contains(link)),
      );
      const next = links[at < 0 ? (step === 1 ? 0 : links.length - 1) : at + step];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [container]);
}
