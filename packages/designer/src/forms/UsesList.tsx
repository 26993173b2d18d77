import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel } from '@dougong/ui/shell';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { definitionIcon, definitionPath } from '../release/definition-icons.js';
import type { FieldUses } from './field-questions.js';
import type { useFieldUses } from './field-questions.js';

/** The definitions that use something, each once with how often. */
function grouped(uses: FieldUses['uses']) {
  const found = new Map<string, FieldUses['uses'][number] & { count: number }>();
  for (const use of uses) {
    const name = `${use.kind}/${use.key}`;
    found.set(name, { ...use, count: (found.get(name)?.count ?? 0) + 1 });
  }
  return [...found.entries()];
}

/** Who uses a field: definitions with links, running flows, and how many records have a value. */
export function UsesList({ query }: { readonly query: ReturnType<typeof useFieldUses> }) {
  const text = useText();
  const title = useLocalized();
  const { data, error, refetch } = query;
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PageLoading />;
  const { uses, running, records } = data;
  return (
    <>
      {uses.length === 0 && running.length === 0 ? <p className="dg-t2">{text('forms.unused')}</p> : null}
      <ul className="ds-uses">
        {grouped(uses).map(([name, { kind, key, title: called, count }]) => {
          const Icon = definitionIcon(kind);
          const path = definitionPath(kind, key);
          return (
            <li key={name}>
              <Icon size={14} aria-hidden="true" />
              {path === undefined ? <span>{title(called)}</span> : <Link to={path}>{title(called)}</Link>}
              <small className="dg-t2">
                {text(`kinds.${kind}`)}
                {count > 1 ? ` · ${text('definitions.times', { count })}` : ''}
              </small>
            </li>
          );
        })}
        {running.map(({ flow, title: called, release, running: count }) => (
          <li key={`${flow}/${release}`}>
            <span>{title(called)}</span>
            <small className="dg-t2">{text('forms.runningUses', { count, release })}</small>
          </li>
        ))}
      </ul>
      {records === undefined ? null : (
        <p className="dg-t2">
          {text(records.isCapped ? 'forms.manyRecords' : 'forms.records', { count: records.count })}
        </p>
      )}
    </>
  );
}
