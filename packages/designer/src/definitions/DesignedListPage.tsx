import type { ReactNode } from 'react';
import type { TableColumnsType } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { Definition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, Ledger, PageHeader, ProblemPanel, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { FindingsPanel } from '../release/FindingsPanel.js';
import { statusOf } from '../rules/load-rules.js';
import type { RuleStatus } from '../rules/load-rules.js';
import { RULE_TONES } from '../rules/rule-tones.js';
import { draftOf } from '../surroundings/load-surroundings.js';
import { useDesign, useReleaseFindings } from '../surroundings/use-design.js';
import { publishedDefinitions, withDrafts } from './all-definitions.js';
import { NewDefinition } from './NewDefinition.js';
import { LIST_PATHS, TEXT_KEYS } from './places.js';
import type { DesignedKind } from './places.js';
import { usesOf } from './uses.js';
import './definitions.css';

interface Row<D> {
  readonly definition: D;
  readonly status: RuleStatus;
  readonly uses: number;
}

interface DesignedListPageProps<D> {
  readonly kind: DesignedKind;
  /** One line about a definition: its columns, its parameters. */
  readonly note: (definition: D) => ReactNode;
  /** What a new one starts with, beside its head. */
  readonly skeleton: object;
  /** How many others use one; those who call it, unless said otherwise. */
  readonly usesOf?: (definition: D, all: readonly Definition[]) => number;
}

/** All definitions of a kind, of the release and of the drafts, with where they are used. */
export function DesignedListPage<D extends Definition>({
  kind,
  note,
  skeleton,
  usesOf: count = (definition, all) => usesOf(definition, all).length,
}: DesignedListPageProps<D>) {
  const text = useText();
  const words = TEXT_KEYS[kind];
  const design = useDesign();
  const state = design.data;
  const list = useQuery({
    queryKey: ['design', 'list', kind, state?.bundle.revision],
    queryFn: async (): Promise<readonly Row<D>[]> => {
      if (state === undefined) return [];
      const published = await publishedDefinitions();
      const all = withDrafts(published, state);
      const own = [...all.filter((each) => each.kind === kind), ...removed(published, state, kind)];
      return own.map((definition) => ({
        definition: definition as D,
        status: statusOf(
          published.find((each) => each.kind === kind && each.key === definition.key) ?? null,
          draftOf(state.bundle, kind, definition.key)?.definition,
        ),
        uses: count(definition as D, all),
      }));
    },
    enabled: state !== undefined,
    placeholderData: (before) => before,
  });
  const findings = useReleaseFindings();
  const problem = design.error ?? list.error;
  const { data } = list;
  const retry = () => void (design.error === null ? list : design).refetch();
  const create = (
    <NewDefinition
      kind={kind}
      skeleton={skeleton}
      taken={data?.map(({ definition }) => definition.key) ?? []}
    />
  );
  return (
    <DesignerShell title={text(`${words}.title`)}>
      <PageHeader
        title={text(`${words}.title`)}
        {...(data === undefined ? {} : { note: text(`${words}.note`, { count: data.length }) })}
        actions={create}
      />
      <div className="ds-page">
        {problem === null ? null : <ProblemPanel problem={problem} onRetry={retry} />}
        {data === undefined && problem === null ? <PageLoading /> : null}
        {data?.length === 0 ? (
          <EmptyState reason="first" title={text(`${words}.emptyTitle`)} text={text(`${words}.emptyText`)} />
        ) : null}
        {data === undefined || data.length === 0 ? null : <Rows rows={data} kind={kind} note={note} />}
        {data === undefined ? null : (
          <FindingsPanel
            query={findings}
            only={(found) => found.kind === kind}
            none={text('definitions.sound')}
          />
        )}
      </div>
    </DesignerShell>
  );
}

/** What a draft takes away is still listed, so that it can be brought back. */
function removed(
  published: readonly Definition[],
  { bundle }: Parameters<typeof withDrafts>[1],
  kind: string,
): readonly Definition[] {
  return published.filter(
    (each) => each.kind === kind && draftOf(bundle, kind, each.key)?.definition === null,
  );
}

interface RowsProps<D> {
  readonly rows: readonly Row<D>[];
  readonly kind: DesignedKind;
  readonly note: (definition: D) => ReactNode;
}

function Rows<D extends Definition>({ rows, kind, note }: RowsProps<D>) {
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const pathOf = ({ definition }: Row<D>) => `${LIST_PATHS[kind]}/${definition.key}`;
  const seal = ({ status }: Row<D>) => (
    <StatusSeal tone={RULE_TONES[status]}>{text(`status.${status}`)}</StatusSeal>
  );
  const uses = ({ uses: count }: Row<D>) =>
    count === 0 ? (
      <span className="dg-t2">{text('definitions.noUse')}</span>
    ) : (
      text('definitions.useCount', { count })
    );
  if (phone)
    return (
      <ul className="ds-cards">
        {rows.map((row) => (
          <li key={row.definition.key}>
            <Link to={pathOf(row)}>
              <b>{title(row.definition.title)}</b>
              {seal(row)}
              <small>{note(row.definition)}</small>
              <small>{uses(row)}</small>
            </Link>
          </li>
        ))}
      </ul>
    );
  const columns: TableColumnsType<Row<D>> = [
    {
      key: 'title',
      title: text('definitions.name'),
      render: (_, row) => (
        <div className="ds-list-name">
          <Link to={pathOf(row)}>{title(row.definition.title)}</Link>
          <small>{title(row.definition.description)}</small>
        </div>
      ),
    },
    { key: 'note', title: text('definitions.about'), render: (_, row) => note(row.definition) },
    { key: 'uses', title: text('definitions.uses'), width: 130, render: (_, row) => uses(row) },
    { key: 'state', title: text('list.state'), width: 130, render: (_, row) => seal(row) },
  ];
  return (
    <Ledger<Row<D>>
      className="ds-list"
      rowKey={({ definition }) => definition.key}
      columns={columns}
      dataSource={[...rows]}
      onRow={(row) => ({ onClick: () => void navigate(pathOf(row)) })}
    />
  );
}
