import { useDeferredValue, useMemo } from 'react';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import type { Issue, Localized } from '@dougong/kernel/foundation';
import type {
  ConnectorDefinition,
  ConnectorExport,
  ConnectorImport,
  Definition,
} from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { DesignedHead } from '../definitions/DesignedHead.js';
import { DesignedPage } from '../definitions/DesignedPage.js';
import type { Designed } from '../definitions/load-designed.js';
import { NamesPanel } from '../definitions/NamesPanel.js';
import { useEditing } from '../definitions/use-editing.js';
import { textIn, useText } from '../i18n/text.js';
import { at, checkConnector, modelsOf } from './check-connections.js';
import { ConnectionFindings } from './ConnectionFindings.js';
import { ExportItem } from './ExportItem.js';
import { formOptions, roleOptions } from './form-options.js';
import { ImportItem } from './ImportItem.js';
import { ChoiceInput, TextInput } from './Inputs.js';
import { freeId, withItem, withProperty } from './map-edits.js';
import { TestConnector } from './TestConnector.js';
import './connections.css';

/** A connector: how one signs in, what comes in and what goes out. */
export function ConnectorPage() {
  return (
    <DesignedPage<ConnectorDefinition> kind="connector">
      {(designed, current) => <ConnectorDesk designed={designed} current={current} />}
    </DesignedPage>
  );
}

type Change = (change: (connector: ConnectorDefinition) => ConnectorDefinition, burst?: string) => void;

interface PartProps {
  readonly connector: ConnectorDefinition;
  readonly all: readonly Definition[];
  readonly onChange: Change;
}

const AUTH_KINDS = ['none', 'header', 'basic', 'oauth2'] as const;

/** What each way of signing in has to be told. */
function authOf(kind: string | undefined): ConnectorDefinition['auth'] {
  if (kind === 'header') return { kind, header: 'X-API-Key' };
  if (kind === 'oauth2') return { kind, tokenPath: '/oauth/token' };
  return { kind: kind === 'basic' ? 'basic' : 'none' };
}

/** How one signs in there; the secrets themselves are the installation's. */
function HeadPanel({ connector, all, onChange }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const { auth, probe, timeZone, alert } = connector;
  const setAuth = (next: ConnectorDefinition['auth']) => onChange((now) => ({ ...now, auth: next }), 'auth');
  return (
    <section className="ds-panel" aria-label={text('connectors.head')}>
      <h2>{text('connectors.head')}</h2>
      <p className="dg-t2">{text('connectors.headNote')}</p>
      <div className="ds-fields">
        <ChoiceInput
          label={text('connectors.auth')}
          value={auth.kind}
          options={AUTH_KINDS.map((value) => ({ value, label: text(`connectors.auth_${value}`) }))}
          onChange={(kind) => setAuth(authOf(kind))}
        />
        {auth.kind === 'header' ? (
          <TextInput
            label={text('connectors.header')}
            isSource
            value={auth.header}
            onChange={(header) => setAuth(withProperty(auth, 'header', header))}
          />
        ) : null}
        {auth.kind === 'oauth2' ? (
          <>
            <TextInput
              label={text('connectors.tokenPath')}
              isSource
              value={auth.tokenPath}
              onChange={(tokenPath) => setAuth(withProperty(auth, 'tokenPath', tokenPath))}
            />
            <TextInput
              label={text('connectors.scope')}
              isSource
              value={auth.scope}
              onChange={(scope) => setAuth(withProperty(auth, 'scope', scope))}
            />
          </>
        ) : null}
        <TextInput
          label={text('connectors.probe')}
          isSource
          value={probe.path}
          onChange={(path) => onChange((now) => ({ ...now, probe: { path } }), 'probe')}
        />
        <TextInput
          label={text('connectors.timeZone')}
          isSource
          placeholder="Asia/Shanghai"
          value={timeZone}
          onChange={(zone) => onChange((now) => withProperty(now, 'timeZone', zone), 'zone')}
        />
        <ChoiceInput
          label={text('connectors.alert')}
          isOptional
          placeholder={text('connectors.alertNobody')}
          value={alert}
          options={roleOptions(all, title)}
          onChange={(role) => onChange((now) => withProperty(now, 'alert', role))}
        />
      </div>
    </section>
  );
}

function words(key: string): Localized {
  return { 'zh-CN': textIn('zh-CN')(key), en: textIn('en')(key) };
}

const withList = <K extends 'imports' | 'exports'>(
  now: ConnectorDefinition,
  name: K,
  list: ConnectorDefinition[K] & object,
) => withProperty(now, name, list.length === 0 ? undefined : list);

/** An import that reads a code, to begin with. */
function newImport(list: readonly ConnectorImport[], form: string): ConnectorImport {
  return {
    id: freeId(list, 'import'),
    title: words('connectors.newImport'),
    path: '/',
    records: '/data',
    reads: { code: { at: '/code', type: 'text' } },
    externalKey: 'code',
    form,
    values: {},
    conflict: 'ask',
  };
}

function newExport(list: readonly ConnectorExport[]): ConnectorExport {
  return {
    id: freeId(list, 'export'),
    title: words('connectors.newExport'),
    from: 'vouchers',
    method: 'POST',
    path: '/',
    body: { '/number': 'number' },
  };
}

interface ListProps extends PartProps {
  readonly findings: readonly Issue[];
}

function Imports({ connector, all, findings, onChange }: ListProps) {
  const text = useText();
  const title = useLocalized();
  const { imports = [] } = connector;
  const set = (next: ConnectorImport[], burst?: string) =>
    onChange((now) => withList(now, 'imports', next), burst);
  const form = formOptions(all, title)[0]?.value ?? 'form';
  return (
    <section className="ds-panel" aria-label={text('connectors.imports')}>
      <h2>{text('connectors.imports')}</h2>
      {imports.length === 0 ? <p className="dg-t2">{text('connectors.noImports')}</p> : null}
      {imports.map((item, index) => (
        <ImportItem
          key={index}
          item={item}
          all={all}
          findings={at(findings, `/imports/${index}`)}
          onChange={(next) => set(withItem(imports, index, next), `import-${index}`)}
        />
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => set([...imports, newImport(imports, form)])}
      >
        {text('connectors.addImport')}
      </Button>
    </section>
  );
}

function Exports({ connector, all, findings, onChange }: ListProps) {
  const text = useText();
  const { exports = [] } = connector;
  const set = (next: ConnectorExport[], burst?: string) =>
    onChange((now) => withList(now, 'exports', next), burst);
  return (
    <section className="ds-panel" aria-label={text('connectors.exports')}>
      <h2>{text('connectors.exports')}</h2>
      {exports.length === 0 ? <p className="dg-t2">{text('connectors.noExports')}</p> : null}
      {exports.map((item, index) => (
        <ExportItem
          key={index}
          item={item}
          all={all}
          findings={at(findings, `/exports/${index}`)}
          onChange={(next) => set(withItem(exports, index, next), `export-${index}`)}
        />
      ))}
      <Button size="small" icon={<Plus size={14} />} onClick={() => set([...exports, newExport(exports)])}>
        {text('connectors.addExport')}
      </Button>
    </section>
  );
}

function ConnectorDesk({
  designed,
  current,
}: {
  readonly designed: Designed<ConnectorDefinition>;
  readonly current: ConnectorDefinition;
}) {
  const text = useText();
  const editing = useEditing(designed, current);
  const { document, edit } = editing;
  const settled = useDeferredValue(document);
  const models = useMemo(() => modelsOf(designed), [designed]);
  const findings = useMemo(() => checkConnector(settled, models, designed), [settled, models, designed]);
  const part = { connector: document, all: designed.all, onChange: edit };
  return (
    <>
      <DesignedHead designed={designed} editing={editing} />
      <div className="ds-designed">
        <div className="ds-designed-main">
          <HeadPanel {...part} />
          <Imports {...part} findings={findings} />
          <Exports {...part} findings={findings} />
          <NamesPanel
            title={document.title}
            onChange={(next) => edit((now) => ({ ...now, title: { ...next } }), 'title')}
          />
        </div>
        <aside className="ds-designed-side" aria-label={text('check.title')}>
          <ConnectionFindings findings={findings} />
          <TestConnector connector={document.key} isPublished={designed.published !== null} />
        </aside>
      </div>
    </>
  );
}
