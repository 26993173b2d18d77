import {
  BellRing,
  BookOpenText,
  ClipboardList,
  FileText,
  Menu,
  Package,
  PlugZap,
  ReceiptText,
  ScanLine,
  Shield,
  Sigma,
  Split,
  Table2,
  Workflow,
  type LucideIcon,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  form: FileText,
  flow: Workflow,
  rule: Split,
  'decision-table': Table2,
  formula: Sigma,
  notification: BellRing,
  'scan-point': ScanLine,
  connector: PlugZap,
  register: BookOpenText,
  posting: ReceiptText,
  role: Shield,
  menu: Menu,
  template: Package,
};

/** The icon of a kind of definition. */
export function definitionIcon(kind: string): LucideIcon {
  return ICONS[kind] ?? ClipboardList;
}

const PLACES: Readonly<Record<string, string>> = {
  form: '/forms',
  flow: '/flows',
  rule: '/rules',
  'decision-table': '/decision-tables',
  formula: '/formulas',
  notification: '/notifications',
  'scan-point': '/scan-points',
  connector: '/connectors',
};

/** Where a definition is designed; nowhere for the kinds that have no page yet. */
export function definitionPath(kind: string, key: string): string | undefined {
  const place = Object.hasOwn(PLACES, kind) ? PLACES[kind] : undefined;
  return place === undefined ? undefined : `${place}/${key}`;
}
