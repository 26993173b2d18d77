import type { ReactNode } from 'react';
import type { EmptyReason } from './EmptyState.js';

/** Ink drawings of shelves, scales and ledgers: one line width, ink and pine green, no file to fetch. */
const SHELVES = (
  <>
    <path d="M12 92h136" />
    <path d="M24 92V12h112v80" />
    <path d="M24 38h112M24 65h112" />
    <g className="is-soft">
      <path d="M36 38V24h20v14M62 38V28h14v10M96 38V20h26v18" />
      <path d="M34 65V50h24v15M66 65v-9h18v9" />
    </g>
    <g className="is-dashed">
      <path d="M34 92V78h24v14M92 65V50h28v15" />
    </g>
  </>
);

const LENS = (
  <g className="is-green">
    <circle cx="104" cy="50" r="22" />
    <path d="M120 66l18 20M96 50h16" />
  </g>
);

const DRAWINGS: Readonly<Record<EmptyReason, ReactNode>> = {
  first: (
    <>
      <path d="M20 84V22c20-6 42-4 60 6 18-10 40-12 60-6v62c-20-6-42-4-60 6-18-10-40-12-60-6z" />
      <path d="M80 28v62" />
      <g className="is-soft">
        <path d="M32 36c12-3 24-2 36 2M32 48c12-3 24-2 36 2M32 60c12-3 24-2 36 2" />
      </g>
      <g className="is-green">
        <path d="M128 12l12 10-34 42-14 6 3-15z" />
      </g>
    </>
  ),
  filtered: (
    <>
      {SHELVES}
      {LENS}
    </>
  ),
  noRight: (
    <>
      <path d="M20 92V20h90v72zM20 38h90M32 29h20" />
      <g className="is-soft">
        <path d="M32 52h46M32 64h38M32 76h28" />
      </g>
      <g className="is-green">
        <path d="M96 62h44v32H96zM104 62V50c0-18 28-18 28 0v12M118 74v8" />
      </g>
    </>
  ),
  error: (
    <>
      <path d="M12 92h136M80 92V24M52 24h56" />
      <path d="M52 24L34 62h36zM108 24L90 74h36z" />
      <path d="M34 62c4 14 32 14 36 0M90 74c4 14 32 14 36 0" />
      <g className="is-green">
        <path d="M80 24l10-10M80 24L70 14" />
      </g>
    </>
  ),
  renewed: (
    <>
      <path d="M20 84V22c20-6 42-4 60 6 18-10 40-12 60-6v62c-20-6-42-4-60 6-18-10-40-12-60-6z" />
      <path d="M80 28v62" />
      <g className="is-soft">
        <path d="M32 36c12-3 24-2 36 2M32 48c12-3 24-2 36 2M32 60c12-3 24-2 36 2" />
      </g>
      <g className="is-green">
        <path d="M94 56a18 18 0 0 1 32-11M130 54a18 18 0 0 1-32 11" />
        <path d="M127 34v12h-12M97 76V64h12" />
      </g>
    </>
  ),
  offline: (
    <>
      <path d="M18 70h44v22H18zM98 70h44v22H98zM40 70V44M120 70V44" />
      <g className="is-dashed">
        <path d="M40 44c0-24 80-24 80 0" />
      </g>
      <g className="is-green">
        <path d="M72 18l16 16M88 18L72 34" />
      </g>
    </>
  ),
};

/** The picture of an empty state; it says nothing that the words do not say. */
export function EmptyDrawing({ reason }: { readonly reason: EmptyReason }) {
  return (
    <svg
      className="dg-drawing"
      viewBox="0 0 160 104"
      width="160"
      height="104"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[reason]}
    </svg>
  );
}
