import { useLayoutEffect, useState, type CSSProperties, type RefObject } from 'react';

const GAP_PX = 4;

function placeUnder(cell: HTMLElement, heightPx: number, widthPx: number): CSSProperties {
  const box = cell.getBoundingClientRect();
  const below = window.innerHeight - box.bottom;
  const flips = below < heightPx + GAP_PX && box.top > below;
  const fromRight = box.left + widthPx > window.innerWidth;
  return {
    minWidth: box.width,
    ...(fromRight ? { right: Math.max(8, window.innerWidth - box.right) } : { left: Math.max(8, box.left) }),
    ...(flips ? { bottom: window.innerHeight - box.top + GAP_PX } : { top: box.bottom + GAP_PX }),
  };
}

/** Finds a cell of the grid by its place. */
export function cellElement(root: HTMLElement | null, row: string, column: string): HTMLElement | null {
  const cells = root?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
  return [...cells].find((cell) => cell.dataset['row'] === row && cell.dataset['column'] === column) ?? null;
}

/** Keeps something under a cell while the table scrolls; flips above where there is no room below. */
export function useAnchor(
  root: RefObject<HTMLElement | null>,
  place: { readonly row: string; readonly column: string } | null,
  size: { readonly heightPx: number; readonly widthPx: number },
): CSSProperties | null {
  const [style, setStyle] = useState<CSSProperties | null>(null);
  const row = place?.row;
  const column = place?.column;
  const { heightPx, widthPx } = size;
  useLayoutEffect(() => {
    if (row === undefined || column === undefined) return setStyle(null);
    const follow = () => {
      const cell = cellElement(root.current, row, column);
      setStyle(
        cell === null ? null : placeUnder(cell.closest<HTMLElement>('.dg-cell') ?? cell, heightPx, widthPx),
      );
    };
    follow();
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, true);
      window.removeEventListener('resize', follow);
    };
  }, [root, row, column, heightPx, widthPx]);
  return style;
}
