import { KeyCap } from './KeyCap.js';

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
        <KeyCap key={key} name={key} />
      ))}
      {children}
    </span>
  );
}
