import { ArrowRight } from 'lucide-react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { FieldValue } from '../parts/FieldValue.js';
import { fieldTitle } from '../parts/fields.js';
import { useText } from '../texts/index.js';
import type { Change } from './conflict.js';
import { schemaAt } from './schema-at.js';

const SHOWN_MAX = 6;

/** What somebody else changed: each place with what it was and what it is. */
export function ChangeList({
  definition,
  changes,
}: {
  readonly definition: FormDefinition;
  readonly changes: readonly Change[];
}) {
  const text = useText();
  const title = useLocalized();
  const nameOf = ({ path, line, what }: Change) => {
    const column = title(fieldTitle(definition, path));
    if (line === undefined) return column;
    return what === 'value' ? text('document.lineField', { line, column }) : text('changed.row', { line });
  };
  const valueOf = (change: Change, side: 'before' | 'after') =>
    change[side] === null || change[side] === '' ? (
      <span className="dg-t3">{text('document.blank')}</span>
    ) : (
      <FieldValue value={change[side]} schema={schemaAt(definition, change.path)} />
    );
  return (
    <ul className="rt-changes">
      {changes.slice(0, SHOWN_MAX).map((change) => (
        <li key={`${change.path}-${change.line ?? ''}-${change.what}`}>
          <span className="dg-t2">{nameOf(change)}</span>{' '}
          {change.what === 'value' ? (
            <>
              {valueOf(change, 'before')} <ArrowRight size={12} aria-hidden="true" />
              <span className="dg-sr">{text('history.became')}</span> <b>{valueOf(change, 'after')}</b>
            </>
          ) : (
            text(`changed.${change.what}`)
          )}
        </li>
      ))}
      {changes.length > SHOWN_MAX ? (
        <li className="dg-t3">{text('changed.more', { count: changes.length - SHOWN_MAX })}</li>
      ) : null}
    </ul>
  );
}
