import { pathTitles } from '@dougong/kernel/rules';
import type { ReadingTitles } from '@dougong/kernel/flows';
import type { Localized } from '@dougong/kernel/foundation';
import { textIn } from '../../i18n/text.js';
import { conditionSentence } from '../../surroundings/condition-sentence.js';
import { Names } from '../../surroundings/names.js';
import type { Designer } from '../designer-context.js';

/** What a reading calls the things that a flow names, in both languages. */
export function readingTitles({ surroundings, neighbours, names }: Designer): ReadingTitles {
  const { form, models, roles, users } = surroundings;
  const inLanguage = (language: 'zh-CN' | 'en') =>
    language === names.language ? names : new Names(surroundings, language, textIn(language));
  const [chinese, english] = [inLanguage('zh-CN'), inLanguage('en')];
  const functions = [...neighbours.setup.tables, ...neighbours.setup.formulas];
  return {
    scope: form.scope,
    path: pathTitles(form, models),
    role: (key) => titleOf(roles.find((role) => role.key === key)?.title),
    post: (key) => titleOf(neighbours.posts.find((post) => post.key === key)?.title),
    user: (id) => titleOf(users.find((user) => user.id === id)?.name),
    formula: (key) => titleOf(functions.find((each) => each.key === key)?.title),
    condition: (when) => {
      const [zh, en] = [conditionSentence(when, chinese), conditionSentence(when, english)];
      return zh && en ? { 'zh-CN': zh, en } : undefined;
    },
  };
}

function titleOf(title: Localized | string | undefined): Localized | undefined {
  return typeof title === 'string' ? { 'zh-CN': title, en: title } : title;
}
