import { createHash } from 'node:crypto';
import type { Language } from '@dougong/kernel/foundation';
import { parametersOf } from '@dougong/kernel/messages';
import { html } from '../http/html.js';
import { patternOf, sentence } from '../http/sentences/index.js';
import { PAGE_STYLE } from '../progress/page-style.js';

/** The page about a kind of problem: no script, nothing from elsewhere, nothing of anybody's data. */

const STYLE = `${PAGE_STYLE}main,footer{max-width:640px}code,var{font:14px/20px ui-monospace,Consolas,monospace;font-style:normal}var{padding:0 2px;border-radius:2px;background:var(--tint);color:var(--green)}h2{margin:20px 0 0;font-size:16px;line-height:24px;font-weight:600}ul{margin:4px 0 0;padding-left:20px}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing may be loaded, run or framed; only this style sheet is let in. */
export const PROBLEM_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const WORDS = {
  'zh-CN': {
    kind: '问题类型',
    said: '是什么，怎么办',
    parts: '方框里的词由 params 给出：',
    where: '到哪里看',
    pointer: '回答里的 errors[] 逐处指出位置（pointer）、代码（code）和说明（detail）。',
    code: '程序请认 code：它不会改变；说明文字会随语言变化，也会改进。',
    request: '还是不明白时，把 requestId 告诉管理员，可在日志中找到这次请求。',
    unknown: '没有这样的问题',
    unknownText: '本版本不使用这个代码。请检查拼写；若来自别的版本，请看那个版本的说明。',
    other: 'English',
    otherLang: 'en',
  },
  en: {
    kind: 'Kind of problem',
    said: 'What it is, and how to mend it',
    parts: 'The words in boxes are given in params:',
    where: 'Where to look',
    pointer:
      'errors[] of the answer names each place (pointer) with its code and what is the matter (detail).',
    code: 'Programs go by code, which does not change; sentences differ by language and are improved.',
    request: 'If that does not help, tell an administrator the requestId: the log knows the request by it.',
    unknown: 'There is no such problem',
    unknownText:
      'This version does not use that code. Check the spelling; if it is from another version, look there.',
    other: '中文',
    otherLang: 'zh',
  },
} as const;

/** What is to be known about a code; nothing where the platform has no such code. */
export function problemPage(code: string, language: Language): string | undefined {
  const pattern = patternOf(code, language);
  if (pattern === '') return undefined;
  const words = WORDS[language];
  const names = [...new Set(parametersOf(pattern))];
  const parts =
    names.length === 0
      ? ''
      : `<p class="note">${words.parts} ${names.map((name) => `<var>${html(name)}</var>`).join(' ')}</p>`;
  const places = [words.pointer, words.code, words.request].map((each) => `<li>${html(each)}</li>`).join('');
  return shell(
    code,
    language,
    `<p class="app">${html(words.kind)}</p><h1><code>${html(code)}</code></h1>` +
      `<h2>${html(words.said)}</h2><p class="said">${shown(pattern)}</p>${parts}` +
      `<h2>${html(words.where)}</h2><ul>${places}</ul>`,
  );
}

/** The page about what is no problem of ours. */
export function unknownProblemPage(language: Language): string {
  const words = WORDS[language];
  return shell(
    words.unknown,
    language,
    `<h1>${html(words.unknown)}</h1><p class="said">${html(words.unknownText)}</p>` +
      `<p class="note">${html(sentence('not_found', {}, language))}</p>`,
  );
}

/** A pattern as people read it: parameters as boxes, what may fall away without its brackets. */
function shown(pattern: string): string {
  return html(pattern.replaceAll(/[[\]]/g, '')).replaceAll(/\{([a-zA-Z_]+)\}/g, '<var>$1</var>');
}

function shell(title: string, language: Language, body: string): string {
  const { other, otherLang } = WORDS[language];
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${html(title)}</title><style>${STYLE}</style></head>` +
    `<body><main>${body}</main><footer><span>Dougong</span><a href="?lang=${otherLang}" hreflang="${otherLang}" lang="${otherLang}">${other}</a></footer></body></html>`
  );
}
