import { useApplication } from '../data/queries.js';
import { useReferences } from '../data/references.js';
import type { Dimension } from './register-definition.js';

interface KeyPartProps {
  readonly dimension: Dimension;
  readonly value: string | null | undefined;
  /** Code before the name. */
  readonly withCode?: boolean;
}

/** What people call documents by is their code; many of them have one title. */
function useIsDocument(form: string | undefined): boolean {
  const { data: app } = useApplication();
  return app?.forms.some(({ key, usage }) => key === form && usage === 'document') === true;
}

/** One dimension of a balance: a name for a reference, the text itself otherwise. */
export function KeyPart({ dimension, value, withCode = false }: KeyPartProps) {
  const names = useReferences();
  const isDocument = useIsDocument(dimension.form);
  if (value === null || value === undefined || value === '') return <span className="dg-t3">—</span>;
  if (dimension.type !== 'reference') return <span className="dg-code">{value}</span>;
  const name = names.nameOf(dimension.form ?? '', value);
  if (name === undefined) return <span className="dg-t3">…</span>;
  if (isDocument) return <span className="dg-code">{name.code ?? name.title}</span>;
  return (
    <>
      {withCode && name.code !== undefined ? <span className="dg-code rt-key-code">{name.code}</span> : null}
      {name.title || name.code}
    </>
  );
}
