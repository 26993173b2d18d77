import { Select } from 'antd';
import { ArrowRight } from 'lucide-react';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../texts/index.js';
import { typeTitle } from '../drawing/node-kinds.js';
import type { NodeMap } from '../wire.js';
import { counterparts, mapped, type MissingNode } from './node-mapping.js';

interface NodeMappingProps {
  readonly missing: readonly MissingNode[];
  readonly target: FlowDefinition;
  readonly map: NodeMap;
  onMap(map: NodeMap): void;
}

/** For each node that the new version does not have: the node that takes its place. */
export function NodeMapping({ missing, target, map, onMap }: NodeMappingProps) {
  const text = useText();
  const title = useLocalized();
  if (missing.length === 0) return <p className="dg-t2">{text('migration.allThere')}</p>;
  return (
    <ul className="rt-mig-map">
      {missing.map(({ node, waiting }) => {
        const id = `rt-mig-${node.id}`;
        const choices = counterparts(node, target);
        return (
          <li key={node.id}>
            <label htmlFor={id}>
              <b>{title(node.title)}</b>
              <small className="dg-t2">
                {title(typeTitle(node.type))} · {text('migration.standing', { count: waiting })}
              </small>
            </label>
            <ArrowRight size={16} aria-hidden="true" />
            <Select
              id={id}
              className="rt-adm-select"
              allowClear
              disabled={choices.length === 0}
              placeholder={text(choices.length === 0 ? 'migration.noChoice' : 'migration.chooseNode')}
              value={map[node.id] ?? null}
              options={choices.map((choice) => ({ value: choice.id, label: title(choice.title) }))}
              onChange={(to: string | null | undefined) => onMap(mapped(map, node.id, to ?? undefined))}
            />
          </li>
        );
      })}
    </ul>
  );
}
