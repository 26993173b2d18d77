import { useLayoutEffect, type RefObject } from 'react';

/** Less than this is rounding and no hidden content. */
const SLACK_PX = 2;

function edgesOf({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): string {
  const before = scrollLeft > SLACK_PX ? 'start' : '';
  const after = scrollWidth - clientWidth - scrollLeft > SLACK_PX ? 'end' : '';
  return `${before} ${after}`.trim();
}

/**
 * Writes on the frame at which sides the scrolled area holds more than is seen (`data-more="start end"`), so that a
 * style sheet can show it. Written past React: scrolling redraws nothing.
 */
export function useScrollEdges(
  area: RefObject<HTMLElement | null>,
  frame: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const scrolled = area.current;
    if (scrolled === null) return undefined;
    const tell = () => {
      if (frame.current !== null) frame.current.dataset['more'] = edgesOf(scrolled);
    };
    tell();
    scrolled.addEventListener('scroll', tell, { passive: true });
    const sizes = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(tell);
    sizes?.observe(scrolled);
    if (scrolled.firstElementChild !== null) sizes?.observe(scrolled.firstElementChild);
    return () => {
      scrolled.removeEventListener('scroll', tell);
      sizes?.disconnect();
    };
  }, [area, frame]);
}
