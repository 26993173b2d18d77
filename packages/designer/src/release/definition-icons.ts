import {
  BookOpenText,
  ClipboardList,
  FileText,
  Menu,
  Package,
  ReceiptText,
  Shield,
  Split,
  Workflow,
  type LucideIcon,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  form: FileText,
  flow: Workflow,
  rule: Split,
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

/** Where a definition is designed; nowhere for the kinds that have no page yet. */
export function definitionPath(kind: string, key: string): string | undefined {
  if (kind === 'flow') return `/flows/${key}`;
  return kind === 'rule' ? `/rules/${key}` : undefined;
}
