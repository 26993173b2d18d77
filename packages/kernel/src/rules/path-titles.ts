import type { PathTitles } from '../expression/index.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import type { Localized } from '../foundation/index.js';

const SYSTEM: Readonly<Record<string, Localized>> = {
  id: { 'zh-CN': '编号', en: 'id' },
  status: { 'zh-CN': '状态', en: 'state' },
  created_at: { 'zh-CN': '创建时间', en: 'created at' },
  created_by: { 'zh-CN': '创建人', en: 'created by' },
  updated_at: { 'zh-CN': '修改时间', en: 'changed at' },
  updated_by: { 'zh-CN': '修改人', en: 'changed by' },
  actor: { 'zh-CN': '当前用户', en: 'current user' },
  now: { 'zh-CN': '现在', en: 'now' },
  today: { 'zh-CN': '今天', en: 'today' },
  line_no: { 'zh-CN': '行号', en: 'line number' },
  payload: { 'zh-CN': '收到的数据', en: 'payload' },
  balance: { 'zh-CN': '结存', en: 'balance' },
};

/**
 * Names the paths of a form, through references too: `place.leader` is the leader of the place; and the choices and
 * states that stand there.
 */
export function pathTitles(model: FormModel, models: ReadonlyMap<string, FormModel>): PathTitles {
  const titles = (path: string): Localized =>
    titleOf(path.split('.'), model, models) ?? { 'zh-CN': path, en: path };
  return Object.assign(titles, {
    valueTitle: (path: string, value: string) => valueTitle(path, value, model, models),
  });
}

/** The form that the last name of a path belongs to, through references: `lines.item.category`. */
function ownerOf(
  path: string,
  model: FormModel,
  models: ReadonlyMap<string, FormModel>,
): { readonly owner: FormModel; readonly path: string } | undefined {
  const steps = path.split('.');
  const length = model.line(steps[0] ?? '') === undefined ? 1 : 2;
  const own = steps.slice(0, length).join('.');
  const rest = steps.slice(length).join('.');
  if (rest === '') return { owner: model, path: own };
  const behind = models.get(model.field(own)?.reference?.form ?? '');
  return behind && ownerOf(rest, behind, models);
}

/** The field of a path, through references too. */
export function fieldAt(
  path: string,
  model: FormModel,
  models: ReadonlyMap<string, FormModel>,
): FieldModel | undefined {
  const found = ownerOf(path, model, models);
  return found?.owner.field(found.path);
}

function valueTitle(
  path: string,
  value: string,
  model: FormModel,
  models: ReadonlyMap<string, FormModel>,
): Localized | undefined {
  const found = ownerOf(path, model, models);
  if (found?.path === 'status') return found.owner.lifecycle.states.get(value)?.title;
  const schema = found?.owner.field(found.path)?.schema;
  return schema && 'enum' in schema ? schema['x-titles'][schema.enum.indexOf(value)] : undefined;
}

function titleOf(
  steps: readonly string[],
  model: FormModel,
  models: ReadonlyMap<string, FormModel>,
): Localized | undefined {
  const [first = '', second] = steps;
  if (model.line(first)) {
    const column = second === undefined ? undefined : (model.field(`${first}.${second}`) ?? SYSTEM[second]);
    const title = column && 'title' in column ? column.title : column;
    if (second === undefined) return model.line(first)?.title;
    return throughReference(
      title,
      model.field(`${first}.${second}`)?.reference?.form,
      steps.slice(2),
      models,
    );
  }
  const field = model.field(first);
  return throughReference(field?.title ?? SYSTEM[first], field?.reference?.form, steps.slice(1), models);
}

function throughReference(
  title: Localized | undefined,
  form: string | undefined,
  rest: readonly string[],
  models: ReadonlyMap<string, FormModel>,
): Localized | undefined {
  if (title === undefined || rest.length === 0) return title;
  const target = form === undefined ? undefined : models.get(form);
  const inner = (target && titleOf(rest, target, models)) ?? { 'zh-CN': rest.join('.'), en: rest.join('.') };
  return { 'zh-CN': `${title['zh-CN']}的${inner['zh-CN']}`, en: `${inner.en} of ${title.en}` };
}
