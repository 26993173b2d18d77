import type { FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';

/** What everybody may be granted on any form. */
export const COMMON_ACTIONS: Readonly<Record<string, Localized>> = {
  read: { 'zh-CN': '查看', en: 'read' },
  create: { 'zh-CN': '新建', en: 'create' },
  update: { 'zh-CN': '修改', en: 'change' },
  delete: { 'zh-CN': '删除', en: 'delete' },
  share: { 'zh-CN': '分享进度', en: 'share the progress' },
  import: { 'zh-CN': '导入', en: 'import' },
  export: { 'zh-CN': '导出', en: 'export' },
  print: { 'zh-CN': '打印', en: 'print' },
};

/** What an action of a form is called; one that nobody named is told as it is written. */
export function actionTitle(model: FormModel | undefined, action: string): Localized {
  return model?.lifecycle.actions.get(action)?.title ?? COMMON_ACTIONS[action] ?? same(action);
}

/** What a field of a form is called: a column together with its table. */
export function fieldTitle(model: FormModel | undefined, path: string): Localized | undefined {
  const header = model?.fields.find((field) => field.path === path) ?? model?.line(path);
  if (header) return header.title;
  for (const line of model?.lines ?? []) {
    const column = line.fields.find((field) => field.path === path);
    if (column) return column.title;
  }
  return undefined;
}

function same(text: string): Localized {
  return { 'zh-CN': text, en: text };
}
