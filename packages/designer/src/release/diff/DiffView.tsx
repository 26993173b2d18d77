import { useState, type ReactNode } from 'react';
import { Segmented } from 'antd';
import { ArrowRightLeft, Minus, Pencil, Plus, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { DefinitionDiff, DiffChange, ReleaseDiff } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';
import { definitionIcon, definitionPath } from '../definition-icons.js';
import '../release.css';
import './diff.css';

const ICONS = { added: Plus, changed: Pencil, removed: Minus, moved: ArrowRightLeft } as const;

interface DiffViewProps {
  readonly diff: ReleaseDiff;
  /** What can be done with a definition: throw its draft away. */
  readonly actionsOf?: (definition: DefinitionDiff) => ReactNode;
}

/** What differs between two releases, or from the drafts: a group for each definition, in sentences or as data. */
export function DiffView({ diff, actionsOf }: DiffViewProps) {
  const text = useText();
  const [view, setView] = useState<'sentences' | 'json'>('sentences');
  const { definitions, counts } = diff;
  const count = (change: DefinitionDiff['change']) =>
    definitions.filter((definition) => definition.change === change).length;
  if (definitions.length === 0) return <p className="dg-t2">{text('diff.same')}</p>;
  const numbers = { added: count('added'), changed: count('changed'), removed: count('removed') };
  return (
    <div className="ds-diff">
      <div className="ds-diff-head">
        <p className="dg-t2">{text('diff.summary', { count: counts.definitions, ...numbers })}</p>
        <Segmented<'sentences' | 'json'>
          size="small"
          value={view}
          onChange={setView}
          aria-label={text('diff.view')}
          options={[
            { value: 'sentences', label: text('diff.sentences') },
            { value: 'json', label: text('diff.json') },
          ]}
        />
      </div>
      {view === 'json' ? (
        <pre className="ds-diff-json" tabIndex={0} aria-label={text('diff.json')}>
          {JSON.stringify(diff, null, 2)}
        </pre>
      ) : (
        definitions.map((definition) => (
          <DefinitionChanges
            key={`${definition.kind}/${definition.key}`}
            definition={definition}
            actions={actionsOf?.(definition)}
          />
        ))
      )}
    </div>
  );
}

interface DefinitionChangesProps {
  readonly definition: DefinitionDiff;
  readonly actions: ReactNode;
}

function DefinitionChanges({ definition, actions }: DefinitionChangesProps) {
  const text = useText();
  const title = useLocalized();
  const { kind, key, changes } = definition;
  const Icon = definitionIcon(kind);
  const name = title(definition.title);
  const path = definition.change === 'removed' ? undefined : definitionPath(kind, key);
  return (
    <section className="ds-pending" aria-label={`${text(`kinds.${kind}`)} ${name}`}>
      <h4>
        <Icon size={16} aria-hidden="true" />
        <span className="dg-t2">{text(`kinds.${kind}`)}</span>
        {path === undefined ? name : <Link to={path}>{name}</Link>}
        <small className="dg-t3">{text('diff.count', { count: changes.length })}</small>
        {actions === undefined ? null : <span className="ds-pending-actions">{actions}</span>}
      </h4>
      <ul>
        {changes.map((change, at) => (
          <Change key={`${change.path}/${change.what}/${at}`} change={change} />
        ))}
      </ul>
    </section>
  );
}

function Change({ change }: { readonly change: DiffChange }) {
  const text = useText();
  const { kind, weight } = change;
  const Icon = ICONS[kind];
  return (
    <li>
      <span className={`ds-change is-${kind}`}>
        <Icon size={14} aria-hidden="true" />
        {text(`diff.kind.${kind}`)}
      </span>
      <span className="ds-change-words">
        <ChangeWords change={change} />
      </span>
      {weight === 'breaking' || weight === 'careful' ? (
        <span className={`ds-weight is-${weight}`}>
          {weight === 'breaking' ? <TriangleAlert size={12} aria-hidden="true" /> : null}
          {text(`diff.${weight}`)}
        </span>
      ) : null}
    </li>
  );
}

/** A property says what it was and what it is; anything else is one sentence. */
function ChangeWords({ change }: { readonly change: DiffChange }) {
  const { lead, beforeText, afterText, sentence } = change;
  if (lead === undefined || (beforeText === undefined && afterText === undefined)) return sentence;
  const text = `${lead}${/[\u4e00-\u9fff]/.test(sentence) ? '：' : ': '}`;
  return (
    <>
      {text}
      {beforeText === undefined ? null : <del>{beforeText}</del>}{' '}
      {afterText === undefined ? null : <ins>{afterText}</ins>}
    </>
  );
}
