import type { Localized } from '@dougong/kernel/foundation';
import type { FlowNode } from '@dougong/kernel/metadata';

/** A JSON Schema of a configuration as the catalogue sends it, with the hints that the inspector reads. */
export interface ConfigSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly required?: readonly string[];
  readonly items?: ConfigSchema;
  readonly anyOf?: readonly ConfigSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-title'?: Localized;
  readonly 'x-help'?: Localized;
  readonly 'x-widget'?: string;
}

/** A part as designers know it: from the catalogue, never from its name. */
export interface CatalogPart {
  readonly kind: string;
  readonly title: Localized;
  readonly description: Localized;
  readonly config: ConfigSchema;
  readonly isStart?: boolean;
  readonly isEnd?: boolean;
  readonly isBranch?: boolean;
  readonly waits?: boolean;
  /** Of rule actions: where they may be taken. */
  readonly phases?: readonly string[];
}

export interface CatalogAnswer {
  readonly nodeTypes: readonly CatalogPart[];
  readonly ruleActions: readonly CatalogPart[];
  readonly fieldTypes?: readonly CatalogPart[];
}

/** What a node is to a person who reads the picture; colour and icon follow it. */
export type NodeCategory = 'terminal' | 'people' | 'branch' | 'automatic' | 'notice';

export const NODE_CATEGORIES: readonly NodeCategory[] = [
  'people',
  'branch',
  'automatic',
  'notice',
  'terminal',
];

/** The parts of the engine, by kind. */
export class Catalog {
  readonly nodeTypes: readonly CatalogPart[];
  readonly ruleActions: readonly CatalogPart[];
  readonly fieldTypes: readonly CatalogPart[];
  /** Rule actions that a flow may take. */
  readonly actions: readonly CatalogPart[];
  private readonly byKind: ReadonlyMap<string, CatalogPart>;

  constructor(answer: CatalogAnswer) {
    this.nodeTypes = answer.nodeTypes;
    this.ruleActions = answer.ruleActions;
    this.fieldTypes = answer.fieldTypes ?? [];
    this.actions = answer.ruleActions.filter((action) => action.phases?.includes('flow') ?? true);
    this.byKind = new Map(answer.nodeTypes.map((part) => [part.kind, part]));
  }

  part(kind: string): CatalogPart | undefined {
    return this.byKind.get(kind);
  }

  partOf(node: FlowNode): CatalogPart | undefined {
    return this.byKind.get(node.type);
  }

  action(kind: string): CatalogPart | undefined {
    return this.ruleActions.find((action) => action.kind === kind);
  }
}

/** The category follows from what the part does and asks for, so a new part finds its place by itself. */
export function categoryOf(part: CatalogPart | undefined): NodeCategory {
  if (part === undefined) return 'automatic';
  if (part.isStart === true || part.isEnd === true) return 'terminal';
  if (part.isBranch === true) return 'branch';
  if (part.waits === true) return 'people';
  const widgets = Object.values(part.config.properties ?? {}).map((field) => field['x-widget']);
  return widgets.includes('people') ? 'notice' : 'automatic';
}
