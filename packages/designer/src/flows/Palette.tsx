import { useState } from 'react';
import { Input } from 'antd';
import { Search, X } from 'lucide-react';
import { useText } from '../i18n/text.js';
import { NODE_CATEGORIES } from '../surroundings/catalog.js';
import { useDesigner, useView } from './designer-context.js';
import { nodeIcon } from './node-icons.js';
import { categoryOf } from './node-parts.js';
import { isFoundBy } from './pinyin.js';
import { useNodeActions } from './use-node-actions.js';

/** The node types in groups; a click, or Enter, puts one after what is selected. */
export function Palette() {
  const text = useText();
  const { surroundings, names } = useDesigner();
  const { selection } = useView();
  const actions = useNodeActions();
  const [typed, setTyped] = useState('');
  const parts = surroundings.catalog.nodeTypes.filter(
    (part) => part.isStart !== true && isFoundBy(names.title(part.title), typed),
  );
  const after = selection?.kind === 'node' ? selection.id : undefined;
  return (
    <nav className="ds-palette" aria-label={text('palette.label')}>
      <Input
        allowClear={{ clearIcon: <X size={14} role="img" aria-label={text('clear')} /> }}
        prefix={<Search size={16} aria-hidden="true" />}
        aria-label={text('palette.search')}
        placeholder={text('palette.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {parts.length === 0 ? <p className="ds-help">{text('palette.none')}</p> : null}
      {NODE_CATEGORIES.map((category) => {
        const group = parts.filter((part) => categoryOf(part) === category);
        if (group.length === 0) return null;
        return (
          <section key={category}>
            <h2>{text(`palette.${category}`)}</h2>
            <ul className={`is-${category}`}>
              {group.map((part) => {
                const Icon = nodeIcon(part);
                const add = () =>
                  selection?.kind === 'edge' && part.isEnd !== true
                    ? actions.insert(part, selection.id)
                    : actions.append(part, after);
                return (
                  <li key={part.kind}>
                    <button
                      type="button"
                      title={names.title(part.description)}
                      aria-label={text('palette.add', { title: names.title(part.title) })}
                      onClick={add}
                    >
                      <span className="ds-kind" aria-hidden="true">
                        <Icon size={16} />
                      </span>
                      <span className="dg-clip">{names.title(part.title)}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
      <p className="ds-help">{text('palette.hint')}</p>
    </nav>
  );
}
