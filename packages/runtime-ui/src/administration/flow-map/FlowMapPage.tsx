import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useParams, useSearchParams } from 'react-router';
import { RULE_ACTIONS } from '@dougong/kernel/rules';
import type { FlowDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { ScrollTable } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useForm } from '../../data/form-models.js';
import { useApplication } from '../../data/queries.js';
import { fieldTitle } from '../../parts/fields.js';
import { useText } from '../../texts/index.js';
import { FlowDrawing } from '../drawing/FlowDrawing.js';
import { typeTitle } from '../drawing/node-kinds.js';
import { AdminPage } from '../parts/AdminPage.js';
import { durationWords } from '../parts/duration-words.js';
import { useDrawing, useRoles } from '../queries.js';
import { mapRows, type MapRow } from './map-rows.js';
import './flow-map.css';

/** What the keys and paths of a flow are called. */
function useNames(form: FormDefinition | undefined) {
  const title = useLocalized();
  const text = useText();
  const { data: roles = [] } = useRoles();
  const field = (path: string) => title(form === undefined ? undefined : fieldTitle(form, path)) || path;
  return {
    role: (key: string) => title(roles.find((role) => role.key === key)?.title) || key,
    fields: (paths: readonly string[]) => paths.map(field).join(text('and')),
    actions: (kinds: readonly string[]) =>
      kinds
        .map((kind) => title(RULE_ACTIONS.find((action) => action.kind === kind)?.title) || kind)
        .join(text('and')),
  };
}

/** Node types of which something comes out besides fields. */
const OUTCOMES: ReadonlySet<string> = new Set(['approval', 'handle', 'cc', 'condition']);

type Names = ReturnType<typeof useNames>;

function Missing() {
  const text = useText();
  return <span className="rt-map-missing">{text('flowMap.missing')}</span>;
}

function Input({ row: { input, needsInput }, names }: { readonly row: MapRow; readonly names: Names }) {
  const text = useText();
  if (needsInput) return <Missing />;
  const fields = names.fields(input.fields);
  if (!input.whole) return fields || '—';
  return fields === '' ? text('flowMap.whole') : text('flowMap.wholeBut', { fields });
}

function Row({ row, names }: { readonly row: MapRow; readonly names: Names }) {
  const title = useLocalized();
  const text = useText();
  const { node, output } = row;
  const outcome = OUTCOMES.has(node.type) ? text(`flowMap.out_${node.type}`) : '';
  const out = [outcome, names.fields(output.fields), names.actions(output.actions)].filter(
    (words) => words !== '',
  );
  return (
    <tr className={`is-${row.band}`}>
      <td className="rt-map-number">{row.position}</td>
      <th scope="row">
        {title(node.title)}
        <small>{title(typeTitle(node.type))}</small>
      </th>
      <td>{node.owner !== undefined ? names.role(node.owner) : row.needsOwner ? <Missing /> : '—'}</td>
      <td>
        <Input row={row} names={names} />
      </td>
      <td>{row.needsOutput ? <Missing /> : out.join(text('and')) || '—'}</td>
      <td>
        {node.standardTime !== undefined ? (
          durationWords(node.standardTime, text)
        ) : row.needsTime ? (
          <Missing />
        ) : (
          '—'
        )}
      </td>
    </tr>
  );
}

function isIncomplete({ needsOwner, needsTime, needsInput, needsOutput }: MapRow): boolean {
  return needsOwner || needsTime || needsInput || needsOutput;
}

const COLUMNS = ['number', 'step', 'owner', 'input', 'output', 'time'] as const;

function FlowMap({
  flow,
  form,
}: {
  readonly flow: FlowDefinition;
  readonly form: FormDefinition | undefined;
}) {
  const text = useText();
  const title = useLocalized();
  const names = useNames(form);
  const rows = mapRows(flow, form);
  const positions = new Map(rows.map(({ node, position }) => [node.id, position]));
  const missing = rows.filter(isIncomplete).length;
  return (
    <article className="rt-map">
      <p className="dg-t2">{title(flow.description)}</p>
      {missing === 0 ? null : <p className="rt-map-note">{text('flowMap.incomplete', { count: missing })}</p>}
      <div className="rt-map-sheet">
        <FlowDrawing
          definition={flow}
          label={text('instances.drawingOf', { title: title(flow.title) })}
          noteOf={(node) => {
            const owner = node.owner === undefined ? undefined : names.role(node.owner);
            const time = node.standardTime === undefined ? undefined : durationWords(node.standardTime, text);
            const position = positions.get(node.id);
            return [position === undefined ? undefined : `${position}`, owner, time]
              .filter((part) => part !== undefined)
              .join(' · ');
          }}
        />
        <ScrollTable label={text('flowMap.table')}>
          <table className="rt-ledger-table rt-map-table">
            <caption className="dg-sr">{text('flowMap.table')}</caption>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {text(`flowMap.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.node.id} row={row} names={names} />
              ))}
            </tbody>
          </table>
        </ScrollTable>
      </div>
    </article>
  );
}

/** A flow on paper: its drawing, and for each step owner, input, output and standard time. */
export function FlowMapPage() {
  const { flow = '' } = useParams();
  const [search] = useSearchParams();
  const text = useText();
  const title = useLocalized();
  const now = useNow();
  const asked = search.get('release');
  const release = asked === null ? undefined : Number.parseInt(asked, 10);
  const { data: app } = useApplication();
  const { data: definition, error, refetch } = useDrawing(flow, release);
  const { data: form } = useForm(definition?.form);
  return (
    <AdminPage
      title={text('flowMap.of', { title: title(definition?.title) })}
      note={text('flowMap.note', {
        release: release ?? app?.release.number ?? '',
        time: formatMoment(now, now),
      })}
      actions={
        <Button type="primary" icon={<Printer size={16} />} onClick={() => window.print()}>
          {text('flowMap.print')}
        </Button>
      }
      problem={error}
      isLoading={definition === undefined}
      onRetry={() => void refetch()}
    >
      {definition === undefined ? null : <FlowMap flow={definition} form={form?.definition} />}
    </AdminPage>
  );
}
