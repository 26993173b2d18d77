import type { Scope } from '@dougong/kernel/expression';
import { fieldTypeOf } from '@dougong/kernel/forms';
import type { FormLookup, FormModel } from '@dougong/kernel/forms';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type {
  FieldDefinition,
  FlowNode,
  FormDefinition,
  LinesField,
  ScalarField,
} from '@dougong/kernel/metadata';
import { localized } from '@dougong/ui/i18n';
import type { UserEntry } from '@dougong/ui/api';
import type { Text } from '../i18n/text.js';
import type { Catalog } from './catalog.js';

/** A key of the release with its title. */
export interface Named {
  readonly key: string;
  readonly title: Localized | string;
}

/** Everything around a flow that its design refers to. */
export interface FlowSurroundings {
  readonly catalog: Catalog;
  readonly form: FormModel;
  readonly forms: FormLookup;
  readonly roles: readonly Named[];
  readonly users: readonly UserEntry[];
  readonly postings: readonly Named[];
  readonly formTitles: readonly Named[];
}

/** A field that a flow may name: by its path from the record, through references. */
export interface FieldOption {
  readonly path: string;
  readonly titles: readonly Localized[];
  /** Kind of the field type part. */
  readonly kind: string;
  readonly schema: ScalarField;
  /** Whether it names a person. */
  readonly isPerson: boolean;
}

const REFERENCE_DEPTH_MAX = 1;

function isLines(schema: FieldDefinition): schema is LinesField {
  return schema.type === 'array';
}

function optionOf(path: string, titles: readonly Localized[], schema: ScalarField): FieldOption {
  return { path, titles, kind: fieldTypeOf(schema).kind, schema, isPerson: 'x-user' in schema };
}

function headerOptions(
  definition: FormDefinition,
  forms: FormLookup,
  depth: number,
  above: { path: string; titles: readonly Localized[] },
): FieldOption[] {
  return orderedFields(definition).flatMap(([key, schema]) => {
    if (isLines(schema)) return [];
    const path = `${above.path}${key}`;
    const titles = [...above.titles, schema['x-title']];
    const own = optionOf(path, titles, schema);
    const target = 'x-reference' in schema ? forms(schema['x-reference'].form) : undefined;
    if (target === undefined || depth >= REFERENCE_DEPTH_MAX) return [own];
    return [own, ...headerOptions(target, forms, depth + 1, { path: `${path}.`, titles })];
  });
}

function orderedFields(definition: FormDefinition): readonly (readonly [string, FieldDefinition])[] {
  const { schema, ui } = definition;
  const rest = Object.keys(schema.properties).filter((key) => !ui.order.includes(key));
  return [...ui.order, ...rest].flatMap((key) => {
    const field = schema.properties[key];
    return field === undefined ? [] : [[key, field] as const];
  });
}

/** What conditions may compare: header fields and the fields behind references. */
export function conditionFields({ form, forms }: FlowSurroundings): readonly FieldOption[] {
  return headerOptions(form.definition, forms, 0, { path: '', titles: [] });
}

/** Fields that name people: of the record, of what it refers to, of its lines. */
export function personFields(surroundings: FlowSurroundings): readonly FieldOption[] {
  const lines = lineOptions(surroundings.form.definition);
  return [...conditionFields(surroundings), ...lines].filter((field) => field.isPerson);
}

/** Fields that a task may let people change: of the record itself and of its lines. */
export function editableFields({ form }: FlowSurroundings): readonly FieldOption[] {
  const own = form.fields
    .filter((field) => !field.serverOwned && field.line === undefined)
    .map((field) => optionOf(field.path, [field.title], field.schema));
  const lines = form.lines.flatMap((line) =>
    line.fields
      .filter((field) => !field.serverOwned)
      .map((field) => optionOf(field.path, [line.title, field.title], field.schema)),
  );
  return [...own, ...lines];
}

function lineOptions(definition: FormDefinition): FieldOption[] {
  return orderedFields(definition).flatMap(([key, schema]) =>
    isLines(schema)
      ? Object.entries(schema.items.properties).map(([column, field]) =>
          optionOf(`${key}.${column}`, [schema['x-title'], field['x-title']], field),
        )
      : [],
  );
}

const SYSTEM_FIELDS: readonly string[] = ['status', 'created_by', 'created_at', 'updated_by', 'updated_at'];

/** Names of everything, in one language. */
export class FlowNames {
  readonly scope: Scope;

  constructor(
    readonly surroundings: FlowSurroundings,
    readonly language: Language,
    readonly text: Text,
  ) {
    this.scope = surroundings.form.scope;
  }

  title(title: Partial<Localized> | string | undefined): string {
    return localized(title, this.language);
  }

  role(key: string): string {
    return this.named(this.surroundings.roles, key);
  }

  user(id: string): string {
    return this.surroundings.users.find((user) => user.id === id)?.name ?? id;
  }

  posting(key: string): string {
    return this.named(this.surroundings.postings, key);
  }

  formTitle(key: string): string {
    return this.named(this.surroundings.formTitles, key);
  }

  state(id: string): string {
    const found = this.surroundings.form.definition.lifecycle?.states.find((state) => state.id === id);
    return found === undefined ? id : this.title(found.title);
  }

  action(id: string): string {
    const found = this.surroundings.form.definition.lifecycle?.actions?.find((action) => action.id === id);
    return found === undefined ? id : this.title(found.title);
  }

  /** `place.leader` as people say it. */
  field(path: string): string {
    if (SYSTEM_FIELDS.includes(path)) return this.text(`fields.${path}`);
    const titles = this.titlesOf(path.split('.'));
    return titles === undefined ? path : titles.map((title) => this.title(title)).join(' › ');
  }

  option(field: FieldOption): string {
    return field.titles.map((title) => this.title(title)).join(' › ');
  }

  typeOf(node: FlowNode): string {
    return this.title(this.surroundings.catalog.partOf(node)?.title) || node.type;
  }

  private named(list: readonly Named[], key: string): string {
    const found = list.find((entry) => entry.key === key);
    return found === undefined ? key : this.title(found.title);
  }

  private titlesOf(path: readonly string[]): readonly Localized[] | undefined {
    let properties: Readonly<Record<string, FieldDefinition>> =
      this.surroundings.form.definition.schema.properties;
    const titles: Localized[] = [];
    for (const key of path) {
      const schema = properties[key];
      if (schema === undefined) return undefined;
      titles.push(schema['x-title']);
      if (isLines(schema)) properties = schema.items.properties;
      else if ('x-reference' in schema)
        properties = this.surroundings.forms(schema['x-reference'].form)?.schema.properties ?? {};
      else properties = {};
    }
    return titles;
  }
}
