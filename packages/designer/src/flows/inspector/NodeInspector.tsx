import { useId } from 'react';
import { Button, Select } from 'antd';
import { ArrowDown, ArrowUp, CircleAlert, CornerDownRight, Copy, Trash2, TriangleAlert } from 'lucide-react';
import { isError } from '@dougong/kernel/foundation';
import type { Finding } from '@dougong/kernel/flows';
import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import { useText } from '../../i18n/text.js';
import type { CatalogPart } from '../../surroundings/catalog.js';
import { faceOf, useDesigner } from '../designer-context.js';
import type { NodeFace } from '../designer-context.js';
import {
  connectOn,
  eventsOf,
  setNodeConfig,
  setNodeStandard,
  setNodeTitle,
  shiftEdge,
} from '../flow-gestures.js';
import type { EdgeEvent } from '../flow-gestures.js';
import { choosesLines, gateOf } from '../node-parts.js';
import { stepFields } from '../../surroundings/surroundings.js';
import { findingSentence } from '../../surroundings/finding-sentence.js';
import { FixButton } from '../findings/FixButton.js';
import { edgeLabel } from '../flow-sentences.js';
import { readingOrder } from '../flow-graph.js';
import { useNodeActions } from '../use-node-actions.js';
import { ConfigForm } from './ConfigForm.js';
import { DurationSetting } from './DurationSetting.js';
import { FieldsSetting } from './FieldsSetting.js';
import { LocalizedSetting } from './LocalizedSetting.js';
import { Fold, Section, Setting } from './Setting.js';
import { widgetOf } from './widget-of.js';

/** The problems of the element, right above its settings. */
export function ElementProblems({ problems }: { readonly problems: readonly Finding[] }) {
  const { names } = useDesigner();
  if (problems.length === 0) return null;
  return (
    <ul className="ds-element-problems">
      {problems.map((found, at) => {
        const Icon = isError(found) ? CircleAlert : TriangleAlert;
        return (
          <li key={`${found.code}-${at}`} className={isError(found) ? 'is-error' : 'is-warning'}>
            <Icon size={14} aria-hidden="true" />
            <span>
              {findingSentence(found, names)}
              <FixButton found={found} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface NodeInspectorProps {
  readonly document: FlowDefinition;
  readonly node: FlowNode;
}

/** Everything about one node: name, settings of its part, ways onward, who answers for it. */
export function NodeInspector({ document, node }: NodeInspectorProps) {
  const designer = useDesigner();
  const { surroundings, run } = designer;
  const text = useText();
  const face = faceOf(designer, node);
  const part = surroundings.catalog.partOf(node);
  return (
    <>
      <NodeHead node={node} face={face} />
      <ElementProblems problems={face.problems} />
      {part === undefined ? (
        <p className="ds-fault ds-section">{text('inspector.unknownType', { type: node.type })}</p>
      ) : null}
      <Section title={text('inspector.titles')}>
        <LocalizedSetting
          label={text('inspector.name')}
          value={node.title}
          onChange={(title) => run(setNodeTitle(node.id, title))}
        />
      </Section>
      {part === undefined ? null : <PartSettings part={part} node={node} />}
      {part?.isEnd === true ? null : <Onward document={document} node={node} />}
      {part?.isEnd === true || gateOf(part) !== undefined ? null : <Responsibility node={node} />}
      <span className="dg-sr" aria-live="polite">
        {text('canvas.nodeProblems', { count: face.problems.length })}
      </span>
    </>
  );
}

function NodeHead({ node, face }: { readonly node: FlowNode; readonly face: NodeFace }) {
  const text = useText();
  const actions = useNodeActions();
  return (
    <header className={`ds-inspector-head is-${face.category}`}>
      <i className="ds-dot" aria-hidden="true" />
      <h2 className="dg-clip">{face.title}</h2>
      <span className="ds-tag">{face.type}</span>
      <span className="ds-inspector-tools">
        {actions.canCopy(node.id) ? (
          <Button
            type="text"
            icon={<Copy size={16} />}
            aria-label={text('node.duplicate')}
            title={text('node.duplicate')}
            onClick={() => actions.duplicate(node.id)}
          />
        ) : null}
        {actions.canDelete(node.id) ? (
          <Button
            type="text"
            icon={<Trash2 size={16} />}
            aria-label={text('node.delete')}
            title={text('node.delete')}
            onClick={() => actions.remove(node.id)}
          />
        ) : null}
      </span>
    </header>
  );
}

/** The settings of the part: what it does, then what of the record is open here, then what else people may do. */
function PartSettings({ part, node }: { readonly part: CatalogPart; readonly node: FlowNode }) {
  const { run } = useDesigner();
  const text = useText();
  const properties = part.config.properties ?? {};
  if (Object.keys(properties).length === 0) return null;
  const isRight = (name: string) => widgetOf(properties[name] ?? {}) === 'fields';
  const isAllowance = (name: string) => name.startsWith('allow');
  const isMain = (name: string) => !isRight(name) && !isAllowance(name);
  const form = (only: (name: string) => boolean) => (
    <ConfigForm
      key={node.id}
      schema={part.config}
      value={node.config}
      only={only}
      onChange={(property, value) => run(setNodeConfig(node.id, property, value))}
    />
  );
  const names = Object.keys(properties);
  const rightsSet = names.filter((name) => isRight(name) && node.config[name] !== undefined).length;
  return (
    <>
      {names.some(isMain) ? <Section title={text('inspector.settings')}>{form(isMain)}</Section> : null}
      {names.some(isRight) ? (
        <Fold
          title={text('widgets.fieldRights')}
          note={
            rightsSet === 0 ? text('widgets.rightsNone') : text('widgets.rightsSet', { count: rightsSet })
          }
        >
          {form(isRight)}
        </Fold>
      ) : null}
      {names.some(isAllowance) ? <Fold title={text('widgets.allowances')}>{form(isAllowance)}</Fold> : null}
    </>
  );
}

/** Who answers for the step, how long it should take, what goes in and what comes out. */
function Responsibility({ node }: { readonly node: FlowNode }) {
  const { run } = useDesigner();
  const text = useText();
  const label = text('inspector.standardTime');
  return (
    <Section title={text('inspector.map')}>
      <OwnerSetting node={node} />
      <Setting label={label}>
        <DurationSetting
          label={label}
          value={node.standardTime}
          onChange={(standardTime) => run(setNodeStandard(node.id, { standardTime: standardTime as string }))}
        />
      </Setting>
      <DataSetting node={node} name="inputs" />
      <DataSetting node={node} name="outputs" />
    </Section>
  );
}

function OwnerSetting({ node }: { readonly node: FlowNode }) {
  const { surroundings, names, run } = useDesigner();
  const text = useText();
  const id = useId();
  return (
    <Setting label={text('inspector.owner')} htmlFor={id}>
      <Select<string>
        id={id}
        allowClear={{ label: text('clear') }}
        {...(node.owner === undefined ? {} : { value: node.owner })}
        placeholder={text('config.notSet')}
        options={surroundings.roles.map((role) => ({ value: role.key, label: names.title(role.title) }))}
        onChange={(owner: string | undefined) => run(setNodeStandard(node.id, { owner: owner as string }))}
      />
    </Setting>
  );
}

function DataSetting({ node, name }: { readonly node: FlowNode; readonly name: 'inputs' | 'outputs' }) {
  const { surroundings, run } = useDesigner();
  const text = useText();
  const id = useId();
  return (
    <Setting label={text(`inspector.${name}`)} htmlFor={id}>
      <FieldsSetting
        id={id}
        value={node[name]}
        choices={stepFields(surroundings)}
        onChange={(fields) => run(setNodeStandard(node.id, { [name]: fields }))}
      />
    </Setting>
  );
}

/** Where it goes from here: the lines in the order in which they are tried, and a way to draw one without dragging. */
function Onward({ document, node }: { readonly document: FlowDefinition; readonly node: FlowNode }) {
  const { surroundings, names } = useDesigner();
  const text = useText();
  const part = surroundings.catalog.partOf(node);
  const lines = document.edges.filter((edge) => edge.from === node.id);
  const isBranch = choosesLines(part);
  const events = eventsOf(part);
  return (
    <Section title={text('inspector.lines')} {...(isBranch ? { note: text('inspector.linesOrder') } : {})}>
      <ol className="ds-onward">
        {lines.map((edge, at) => (
          <OnwardLine
            key={edge.id}
            document={document}
            edge={edge}
            isBranch={isBranch}
            isFirst={at === 0}
            isLast={at === lines.length - 1}
          />
        ))}
      </ol>
      <AddLine document={document} node={node} lines={lines} label={text('inspector.addLine')} />
      {events.map((on) => (
        <AddLine
          key={on}
          document={document}
          node={node}
          lines={lines}
          label={text(on === 'rejected' ? 'inspector.addRejectedLine' : 'widgets.addTimeoutLine')}
          on={on}
        />
      ))}
      <span className="dg-sr">{names.text('canvas.lines', { count: lines.length })}</span>
    </Section>
  );
}

function OnwardLine({
  document,
  edge,
  isBranch,
  isFirst,
  isLast,
}: {
  readonly document: FlowDefinition;
  readonly edge: FlowEdge;
  readonly isBranch: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}) {
  const { names, run, select } = useDesigner();
  const text = useText();
  const target = document.nodes.find((node) => node.id === edge.to);
  const title = names.title(target?.title) || edge.to;
  const label = edgeLabel(edge, isBranch, names);
  return (
    <li>
      <button type="button" className="ds-onward-line" onClick={() => select({ kind: 'edge', id: edge.id })}>
        <CornerDownRight size={14} aria-hidden="true" />
        <span className="dg-clip">
          {label === '' ? null : <b>{label}</b>}
          <span>{title}</span>
        </span>
      </button>
      {isBranch ? (
        <>
          <Button
            type="text"
            size="small"
            disabled={isFirst}
            icon={<ArrowUp size={14} />}
            aria-label={`${text('inspector.moveUp')} ${label}`}
            onClick={() => run(shiftEdge(document, edge.id, -1))}
          />
          <Button
            type="text"
            size="small"
            disabled={isLast}
            icon={<ArrowDown size={14} />}
            aria-label={`${text('inspector.moveDown')} ${label}`}
            onClick={() => run(shiftEdge(document, edge.id, 1))}
          />
        </>
      ) : null}
    </li>
  );
}

interface AddLineProps {
  readonly document: FlowDefinition;
  readonly node: FlowNode;
  readonly lines: readonly FlowEdge[];
  readonly label: string;
  readonly on?: EdgeEvent;
}

function AddLine({ document, node, lines, label, on }: AddLineProps) {
  const { surroundings, names, run, newId } = useDesigner();
  const taken = new Set(lines.filter((line) => line.on === on).map((line) => line.to));
  const targets = readingOrder(document).filter(
    (other) =>
      other.id !== node.id && !taken.has(other.id) && surroundings.catalog.partOf(other)?.isStart !== true,
  );
  const parts = (kind: string) => surroundings.catalog.part(kind);
  return (
    <Select<string>
      className="ds-add-line"
      aria-label={label}
      value={null}
      placeholder={`${label}…`}
      options={targets.map((other) => ({ value: other.id, label: names.title(other.title) }))}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(to) => run(connectOn(document, { id: newId('line'), from: node.id, to, on }, parts))}
    />
  );
}
