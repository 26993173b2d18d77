import type { CompiledRelease } from '@dougong/kernel/commands';
import type { PathTitles } from '@dougong/kernel/expression';
import type { Localized } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import type { RuleEffect } from '@dougong/kernel/rules';

/** What sentences about effects are made with. */
interface Words {
  readonly field: PathTitles;
  readonly named: (kind: Definition['kind'], key: string) => Localized;
}

type Of<T extends RuleEffect['type']> = Extract<RuleEffect, { type: T }>;
type Teller = { readonly [T in RuleEffect['type']]: (effect: Of<T>, words: Words) => Localized };

const both = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

const TELL: Teller = {
  set_field: ({ field, value }, words) => {
    const title = words.field(field);
    return both(
      `“${title['zh-CN']}”设为 ${textOf(value, '空白')}`,
      `sets ${title.en} to ${textOf(value, 'blank')}`,
    );
  },
  notify: ({ title }) => both(`通知：${title['zh-CN']}`, `notifies: ${title.en}`),
  create_record: ({ form }, words) => {
    const title = words.named('form', form);
    return both(`新建一条“${title['zh-CN']}”`, `makes a record of ${title.en}`);
  },
  update_record: ({ form }, words) => {
    const title = words.named('form', form);
    return both(`修改“${title['zh-CN']}”的记录`, `changes records of ${title.en}`);
  },
  create_task: ({ title }) => both(`新建待办：${title['zh-CN']}`, `opens a task: ${title.en}`),
  post: ({ posting }, words) => {
    const title = words.named('posting', posting);
    return both(`按“${title['zh-CN']}”过账`, `posts by ${title.en}`);
  },
  transition: ({ state }) => both(`状态改为 ${state}`, `moves to the state ${state}`),
  start_flow: ({ flow }, words) => {
    const title = words.named('flow', flow);
    return both(`启动流程“${title['zh-CN']}”`, `starts the flow ${title.en}`);
  },
  call_webhook: ({ endpoint }) => both(`调用外部接口 ${endpoint}`, `calls the endpoint ${endpoint}`),
  link: ({ field, aspect, value }, words) => {
    const title = words.field(field);
    const shown = Array.isArray(value) ? value.join(', ') : String(value);
    return both(`“${title['zh-CN']}”：${aspect} = ${shown}`, `${title.en}: ${aspect} = ${shown}`);
  },
};

/** One sentence about what a rule wants done. */
export function tellEffect(effect: RuleEffect, release: CompiledRelease, field: PathTitles): Localized {
  const named = (kind: Definition['kind'], key: string): Localized =>
    release.definitions.find((each) => each.kind === kind && each.key === key)?.title ?? both(key, key);
  const tell = TELL[effect.type] as (effect: RuleEffect, words: Words) => Localized;
  return tell(effect, { field, named });
}

function textOf(value: unknown, blank: string): string {
  if (value === null || value === '') return blank;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
