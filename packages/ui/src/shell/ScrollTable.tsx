import { useRef, type ReactNode } from 'react';
import { useScrollEdges } from '../theme/index.js';

/** A table that may be wider than its place: it scrolls by itself, by keyboard too, and shows at which side there is more. */
export function ScrollTable({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  useScrollEdges(area, frame);
  return (
    <div ref={frame} className="dg-scroll-frame">
      <div
        ref={area}
        className="dg-scroll-table"
        tabIndex={0}
        {...(label === undefined ? {} : { role: 'region', 'aria-label': label })}
      >
        {children}
      </div>
    </div>
  );
}
