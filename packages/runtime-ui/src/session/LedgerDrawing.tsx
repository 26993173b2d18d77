const LINES_Y = [44, 60, 76, 92, 108, 124, 140, 156];

/** An account book with ruled lines, a double rule under the total and a seal: the picture of the house. */
export function LedgerDrawing() {
  return (
    <svg
      className="rt-ledger-drawing"
      viewBox="0 0 320 200"
      fill="none"
      strokeWidth="1.5"
      aria-hidden="true"
      focusable="false"
    >
      <path
        className="is-ink"
        d="M20 180V24c50-14 100-10 140 10 40-20 90-24 140-10v156c-50-14-100-10-140 10-40-20-90-24-140-10z"
      />
      <path className="is-ink" d="M160 34v156" />
      {LINES_Y.map((y) => (
        <path key={y} className="is-soft" d={`M34 ${y - 4}c40-9 78-6 114 8M172 ${y + 4}c36-14 74-17 114-8`} />
      ))}
      <path className="is-soft" d="M104 28v140M232 28v136M262 27v137" />
      <path className="is-ink" d="M34 166c40-9 78-6 114 8M34 170c40-9 78-6 114 8" />
      <g className="is-green">
        <path d="M206 124h52v30h-52zM210 128h44v22h-44z" />
        <path d="M219 139l6 6 12-12" strokeWidth="2" />
      </g>
    </svg>
  );
}
