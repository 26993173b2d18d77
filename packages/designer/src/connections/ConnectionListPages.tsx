import type { ConnectorDefinition, Definition, ScanPointDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { DesignedListPage } from '../definitions/DesignedListPage.js';
import { useText } from '../i18n/text.js';

/** A code without a form to look in yet; the check says what to choose. */
const SCAN_POINT = { codes: [{ id: 'code', form: 'form', field: 'code', values: {} }] };

const CONNECTOR = { auth: { kind: 'none' }, probe: { path: '/' }, timeZone: 'Asia/Shanghai' };

/** Nobody calls a connection. */
const none = (_definition: Definition) => 0;

/** All scan points. */
export function ScanPointListPage() {
  return (
    <DesignedListPage<ScanPointDefinition>
      kind="scan-point"
      skeleton={SCAN_POINT}
      usesOf={none}
      note={({ codes }) => <ScanShape forms={codes.map(({ form }) => form)} />}
    />
  );
}

function ScanShape({ forms }: { readonly forms: readonly string[] }) {
  return useText()('scanPoints.shape', { count: forms.length, forms: [...new Set(forms)].join(', ') });
}

/** All connectors. */
export function ConnectorListPage() {
  return (
    <DesignedListPage<ConnectorDefinition>
      kind="connector"
      skeleton={CONNECTOR}
      usesOf={none}
      note={(definition) => <ConnectorShape definition={definition} />}
    />
  );
}

function ConnectorShape({
  definition: { imports = [], exports = [] },
}: {
  readonly definition: ConnectorDefinition;
}) {
  const text = useText();
  const title = useLocalized();
  const names = [...imports, ...exports].map((each) => title(each.title));
  return names.length === 0 ? text('connectors.empty') : names.join(', ');
}
