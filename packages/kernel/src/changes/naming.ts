import type { Localized } from '../foundation/index.js';
import { buildFormModel } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { describeCondition } from '../expression/index.js';
import type { Condition, Definition, FlowDefinition, FormDefinition } from '../metadata/index.js';
import { pathTitles } from '../rules/index.js';
import { isLocalized, isTree } from './tree.js';
import type { Tree } from './tree.js';
import { same } from './words/index.js';

/** What the things that definitions refer to are called: those of after, and those that only before has. */
export class Naming {
  private readonly known = new Map<string, Definition>();
  private readonly earlier = new Map<string, FormDefinition>();
  private readonly nodes = new Map<string, Localized>();
  private readonly models = new Map<string, FormModel | undefined>();

  constructor(before: readonly Definition[], after: readonly Definition[]) {
    for (const each of before) if (each.kind === 'form') this.earlier.set(each.key, each);
    for (const each of [...before, ...after]) {
      this.known.set(`${each.kind}/${each.key}`, each);
      if (each.kind === 'flow') this.addNodes(each);
    }
  }

  /** A node of a flow, also one that only the earlier version has. */
  node(flow: string, id: string): Localized | undefined {
    return this.nodes.get(`${flow}/${id}`);
  }

  /** The title of a definition, if there is such a one. */
  definition(kind: string, key: string): Localized | undefined {
    const title = this.known.get(`${kind}/${key}`)?.title;
    return isLocalized(title) ? title : undefined;
  }

  /** The form that a definition is about; a form is about itself. */
  formOf(definition: Definition): FormDefinition | undefined {
    if (definition.kind === 'form') return this.form(definition.key);
    return 'form' in definition && typeof definition.form === 'string'
      ? this.form(definition.form)
      : undefined;
  }

  form(key: string): FormDefinition | undefined {
    return this.known.get(`form/${key}`) as FormDefinition | undefined;
  }

  /** `place.leader` as people say it; nothing where a step of the path leads nowhere. */
  field(form: FormDefinition | undefined, path: string): Localized | undefined {
    for (const version of this.versionsOf(form)) {
      const titles = this.titlesAlong(propertiesOf(version), path.split('.'));
      if (titles) return joined(titles, ' › ');
    }
    return undefined;
  }

  state(form: FormDefinition | undefined, id: string): Localized | undefined {
    return this.versionsOf(form)
      .flatMap(({ lifecycle }) => lifecycle?.states ?? [])
      .find((state) => state.id === id)?.title;
  }

  action(form: FormDefinition | undefined, id: string): Localized | undefined {
    return this.versionsOf(form)
      .flatMap(({ lifecycle }) => lifecycle?.actions ?? [])
      .find((action) => action.id === id)?.title;
  }

  /** A condition as a sentence; nothing where it cannot be read. */
  condition(form: FormDefinition | undefined, condition: Condition): Localized | undefined {
    const model = form && this.model(form.key);
    if (!model) return undefined;
    const told = describeCondition(condition, model.scope, pathTitles(model, this.readableModels()));
    return told.ok ? told.value : undefined;
  }

  private addNodes({ key, nodes }: FlowDefinition): void {
    for (const { id, title } of Array.isArray(nodes) ? nodes : [])
      if (isLocalized(title)) this.nodes.set(`${key}/${id}`, title);
  }

  /** What is gone in the later version has its title in the earlier one. */
  private versionsOf(form: FormDefinition | undefined): readonly FormDefinition[] {
    if (form === undefined) return [];
    const earlier = this.earlier.get(form.key);
    return earlier === undefined || earlier === form ? [form] : [form, earlier];
  }

  private titlesAlong(properties: Tree, path: readonly string[]): readonly Localized[] | undefined {
    const [name = '', ...rest] = path;
    const field = properties[name];
    if (!isTree(field) || !isLocalized(field['x-title'])) return undefined;
    if (rest.length === 0) return [field['x-title']];
    const behind = this.titlesAlong(this.propertiesBehind(field), rest);
    return behind && [field['x-title'], ...behind];
  }

  private propertiesBehind(field: Tree): Tree {
    const { items, 'x-reference': reference } = field;
    if (isTree(items) && isTree(items['properties'])) return items['properties'];
    if (!isTree(reference) || typeof reference['form'] !== 'string') return {};
    return propertiesOf(this.form(reference['form']));
  }

  /** Drafts may be unfinished: a form that cannot be built gives no words. */
  private model(key: string): FormModel | undefined {
    if (!this.models.has(key)) this.models.set(key, this.build(key));
    return this.models.get(key);
  }

  private build(key: string): FormModel | undefined {
    const form = this.form(key);
    if (!form) return undefined;
    try {
      const model = buildFormModel(form, (other) => this.form(other));
      return model.ok ? model.value : undefined;
    } catch {
      return undefined;
    }
  }

  private readableModels(): ReadonlyMap<string, FormModel> {
    for (const { kind, key } of this.known.values()) if (kind === 'form') this.model(key);
    return new Map([...this.models].flatMap(([key, model]) => (model ? [[key, model] as const] : [])));
  }
}

/** The fields of a form, as far as an unfinished draft has some. */
function propertiesOf(form: FormDefinition | undefined): Tree {
  const { schema } = (form ?? {}) as { readonly schema?: unknown };
  const properties = isTree(schema) ? schema['properties'] : undefined;
  return isTree(properties) ? properties : {};
}

/** Texts of every language put together with something between. */
export function joined(texts: readonly Localized[], chinese: string, english = chinese): Localized {
  return {
    'zh-CN': texts.map((text) => text['zh-CN']).join(chinese),
    en: texts.map((text) => text.en).join(english),
  };
}

/** A title, or the key where there is none. */
export function titled(title: Localized | undefined, key: string): Localized {
  return title ?? same(key);
}
