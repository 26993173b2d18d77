/** A key as it stands on the keyboard, and what it does. */
export function KeyHint({
  keys,
  children,
}: {
  readonly keys: readonly string[];
  readonly children?: string;
}) {
  return (
    <span className="dg-keyhint">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      {children}
    </span>
  );
}
