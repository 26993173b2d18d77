import { Link } from 'react-router';
import type { Definition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { definitionIcon, definitionPath } from '../release/definition-icons.js';
import { usesOf } from './uses.js';

interface UsesPanelProps {
  readonly called: Pick<Definition, 'kind' | 'key' | 'title'>;
  readonly all: readonly Definition[];
}

/** Which definitions call it, so that nobody changes it unawares. */
export function UsesPanel({ called, all }: UsesPanelProps) {
  const text = useText();
  const title = useLocalized();
  const uses = usesOf(called, all);
  return (
    <section className="ds-panel" aria-label={text('definitions.uses')}>
      <h2>{text('definitions.uses')}</h2>
      {uses.length === 0 ? <p className="dg-t2">{text('definitions.unused', { key: called.key })}</p> : null}
      <ul className="ds-uses">
        {uses.map(({ definition: { kind, key, title: name }, count }) => {
          const Icon = definitionIcon(kind);
          const path = definitionPath(kind, key);
          return (
            <li key={`${kind}/${key}`}>
              <Icon size={14} aria-hidden="true" />
              {path === undefined ? <span>{title(name)}</span> : <Link to={path}>{title(name)}</Link>}
              <small className="dg-t2">
                {text(`kinds.${kind}`)}
                {count > 1 ? ` · ${text('definitions.times', { count })}` : ''}
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
