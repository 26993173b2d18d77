import type { Scope } from '@dougong/kernel/expression';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { FieldDefinition, FlowNode } from '@dougong/kernel/metadata';
import { localized } from '@dougong/ui/i18n';
import type { Text } from '../i18n/text.js';
import { isLines } from './surroundings.js';
import type { FieldOption, Named, Surroundings } from './surroundings.js';

const SYSTEM_FIELDS: readonly string[] = ['status', 'created_by', 'created_at', 'updated_by', 'updated_at'];

/** Names of everything, in one language. */
export class Names {
  readonly scope: Scope;

  constructor(
    readonly surroundings: Surroundings,
    readonly language: Language,
    readonly text: Text,
    /** What a record that is referred to is called, where that is known yet. */
    private readonly recordName: (form: string, id: string) => string | undefined = () => undefined,
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
    return this.surroundings.users.find((user) => user.id === id)?.name ?? this.text('fields.unknownPerson');
  }

  /** A record that is referred to, by what people call it. */
  record(form: string, id: string): string {
    return this.recordName(form, id) ?? this.text('fields.unknownRecord');
  }

  /** The value of a field as people know it: the title of a choice, the name of a person or a record. */
  value(path: string, value: string): string {
    if (path === 'status') return this.state(value);
    const schema = this.fieldsAlong(path.split('.'))?.at(-1);
    if (schema === undefined) return value;
    if ('x-user' in schema) return this.user(value);
    if ('x-reference' in schema) return this.record(schema['x-reference'].form, value);
    if (!('enum' in schema)) return value;
    return this.title(schema['x-titles'][schema.enum.indexOf(value)]) || value;
  }

  posting(key: string): string {
    return this.named(this.surroundings.postings, key);
  }

  /** The template of a message. */
  notification(key: string): string {
    return this.named(this.surroundings.notifications, key);
  }

  rule(key: string): string {
    return this.named(this.surroundings.rules, key);
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

  option(field: Pick<FieldOption, 'titles'>): string {
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
    return this.fieldsAlong(path)?.map((field) => field['x-title']);
  }

  /** The fields that a path leads through: tables, references, the field itself. */
  private fieldsAlong(path: readonly string[]): readonly FieldDefinition[] | undefined {
    let properties: Readonly<Record<string, FieldDefinition>> =
      this.surroundings.form.definition.schema.properties;
    const fields: FieldDefinition[] = [];
    for (const key of path) {
      const schema = properties[key];
      if (schema === undefined) return undefined;
      fields.push(schema);
      if (isLines(schema)) properties = schema.items.properties;
      else if ('x-reference' in schema)
        properties = this.surroundings.forms(schema['x-reference'].form)?.schema.properties ?? {};
      else properties = {};
    }
    return fields;
  }
}
