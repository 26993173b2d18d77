import { useId } from 'react';
import { Button, Select, Switch } from 'antd';
import { ArrowRight, Trash2 } from 'lucide-react';
import type { FlowDefinition, FlowEdge } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import { ConditionEditor } from '../conditions/ConditionEditor.js';
import { edgeFindings, useDesigner } from '../designer-context.js';
import {
  disconnect,
  retargetEdge,
  setEdgeCondition,
  setEdgeDefault,
  setEdgeTitle,
} from '../flow-gestures.js';
import { readingOrder } from '../flow-graph.js';
import { OptionalLocalizedSetting } from './LocalizedSetting.js';
import { ElementProblems } from './NodeInspector.js';
import { Section, Setting } from './Setting.js';

/** Everything about one line: when it is taken, where it leads, what stands on it. */
export function EdgeInspector({
  document,
  edge,
}: {
  readonly document: FlowDefinition;
  readonly edge: FlowEdge;
}) {
  const designer = useDesigner();
  const { names, run, select, surroundings } = designer;
  const text = useText();
  const titleOf = (id: string) => names.title(document.nodes.find((node) => node.id === id)?.title) || id;
  const source = document.nodes.find((node) => node.id === edge.from);
  const isBranch = source !== undefined && surroundings.catalog.partOf(source)?.isBranch === true;
  const remove = () => {
    run(disconnect(edge.id));
    select({ kind: 'node', id: edge.from });
  };
  return (
    <>
      <header className="ds-inspector-head is-branch">
        <i className="ds-dot is-line" aria-hidden="true" />
        <h2 className="dg-clip">
          {titleOf(edge.from)} <ArrowRight size={14} aria-label={text('inspector.to')} /> {titleOf(edge.to)}
        </h2>
        <span className="ds-tag">{text('inspector.edge')}</span>
        <span className="ds-inspector-tools">
          <Button
            type="text"
            icon={<Trash2 size={16} />}
            aria-label={text('inspector.deleteEdge')}
            title={text('inspector.deleteEdge')}
            onClick={remove}
          />
        </span>
      </header>
      <ElementProblems problems={edgeFindings(designer, edge)} />
      {isBranch ? <BranchSettings document={document} edge={edge} /> : null}
      <Section title={text('inspector.edgeTitle')}>
        <OptionalLocalizedSetting
          label={text('inspector.edgeTitle')}
          value={edge.title}
          onChange={(title) => run(setEdgeTitle(edge.id, title))}
        />
        {isBranch ? <p className="ds-help">{text('inspector.edgeTitleHint')}</p> : null}
      </Section>
      <Section title={text('inspector.lines')}>
        <TargetSetting document={document} edge={edge} />
        {edge.on === undefined ? null : (
          <p className="ds-help">
            {text('inspector.on')}:{' '}
            {text(edge.on === 'rejected' ? 'inspector.onRejected' : 'inspector.onTimeout')}
          </p>
        )}
      </Section>
    </>
  );
}

function BranchSettings({ document, edge }: { readonly document: FlowDefinition; readonly edge: FlowEdge }) {
  const { run } = useDesigner();
  const text = useText();
  const id = useId();
  const isDefault = edge.default === true;
  return (
    <Section title={text('inspector.condition')}>
      <div className="ds-setting is-inline">
        <Switch
          id={id}
          size="small"
          checked={isDefault}
          onChange={(checked) =>
            run(checked ? setEdgeDefault(document, edge.id) : setEdgeCondition(edge.id, undefined))
          }
        />
        <label htmlFor={id}>{text('inspector.default')}</label>
      </div>
      {isDefault ? (
        <p className="ds-help">{text('inspector.defaultHelp')}</p>
      ) : (
        <ConditionEditor
          key={edge.id}
          value={edge.when}
          onChange={(when) => run(setEdgeCondition(edge.id, when))}
        />
      )}
    </Section>
  );
}

function TargetSetting({ document, edge }: { readonly document: FlowDefinition; readonly edge: FlowEdge }) {
  const { names, run, surroundings } = useDesigner();
  const text = useText();
  const id = useId();
  const parts = (kind: string) => surroundings.catalog.part(kind);
  const targets = readingOrder(document).filter(
    (node) => node.id !== edge.from && surroundings.catalog.partOf(node)?.isStart !== true,
  );
  return (
    <Setting label={text('inspector.to')} htmlFor={id}>
      <Select<string>
        id={id}
        value={edge.to}
        options={targets.map((node) => ({ value: node.id, label: names.title(node.title) }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(to) => run(retargetEdge(document, edge.id, to, parts))}
      />
    </Setting>
  );
}
