/** The seal of the house: a bracket set that carries the roof by joints alone. */
export function BrandMark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg
      className="dg-brand-mark"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M3 4h18v3.2H3z" />
      <path d="M5 10.4h14l-2.2 3.2H7.2z" />
      <path d="M8.2 16.8h7.6l-1.6 3.4H9.8z" fill="currentColor" />
      <path d="M6.5 7.2v3.2M12 7.2v3.2M17.5 7.2v3.2M9.5 13.6v3.2M14.5 13.6v3.2" />
    </svg>
  );
}
