import { useEffect, useState, type ReactNode } from 'react';

interface FoldProps {
  /** Something in it is wrong: it opens by itself, and is never shut under the hand that mends it. */
  readonly isFaulty: boolean;
  /** A `summary`, and what is folded away. */
  readonly children: ReactNode;
}

/** One of several parts of a definition, folded until somebody looks into it or something is wrong there. */
export function Fold({ isFaulty, children }: FoldProps) {
  const [isOpen, setOpen] = useState(isFaulty);
  useEffect(() => {
    if (isFaulty) setOpen(true);
  }, [isFaulty]);
  return (
    <details
      className="ds-column"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      {children}
    </details>
  );
}
