import { createHash } from 'node:crypto';
import type { Language } from '@dougong/kernel/foundation';
import { html } from '../http/html.js';
import { PAGE_STYLE } from './page-style.js';
import type { Progress } from './progress-reader.js';

/** The page as it leaves: no script, no picture, nothing from elsewhere; a few kilobytes. */

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Nothing may be loaded, run or framed; only this style sheet is let in. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const WORDS = {
  'zh-CN': {
    title: '办理进度',
    now: '当前环节',
    next: '下一步',
    since: '更新时间',
    other: 'English',
    otherLang: 'en',
    note: '凭此链接可查看进度，请只发给相关的人。',
    notFound: '链接不可用',
    notFoundText: '它可能已撤销、已过期，或抄写有误。请向给你链接的人再要一个。',
    tooMany: '查看太频繁',
    tooManyText: '请稍等一分钟再打开。',
  },
  en: {
    title: 'Progress',
    now: 'Now at',
    next: 'Next',
    since: 'Updated',
    other: '中文',
    otherLang: 'zh',
    note: 'Whoever has this link sees the progress. Pass it on to those concerned only.',
    notFound: 'This link does not work',
    notFoundText:
      'It may have been revoked, be over or be misspelt. Ask whoever gave it to you for another one.',
    tooMany: 'Too many looks',
    tooManyText: 'Wait a minute and open it again.',
  },
} as const;

/** Where the business is: the day and the minute there. */
const WHEN = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** How far a record has come. */
export function progressPage(progress: Progress, language: Language): string {
  const words = WORDS[language];
  const { state, steps, next, since, fields } = progress;
  const facts = [
    ...(steps.length > 0 ? [row(words.now, steps.join(' · '), 'is-now')] : []),
    ...(next === undefined ? [] : [row(words.next, next, 'is-next')]),
    row(words.since, since === '' ? '' : WHEN.format(new Date(since))),
  ].join('');
  const values = fields.map(({ title, value }) => row(title, value)).join('');
  return shell(
    `${progress.form} · ${words.title}`,
    language,
    `<p class="app">${html(progress.application)}</p>` +
      `<h1>${html(progress.form)} <span class="seal ${html(state.tone)}">${html(state.title)}</span></h1>` +
      (state.text === '' ? '' : `<p class="said">${html(state.text)}</p>`) +
      `<dl class="steps">${facts}</dl>` +
      (values === '' ? '' : `<dl class="values">${values}</dl>`),
    `<p class="note">${html(words.note)}</p>`,
  );
}

/** A page that says why there is nothing to see; the same for every link that is none. */
export function messagePage(what: 'notFound' | 'tooMany', language: Language): string {
  const words = WORDS[language];
  return shell(
    words[what],
    language,
    `<h1>${html(words[what])}</h1><p class="said">${html(words[`${what}Text`])}</p>`,
  );
}

function row(title: string, value: string, kind = ''): string {
  return `<div class="${kind}"><dt>${html(title)}</dt><dd>${html(value)}</dd></div>`;
}

function shell(title: string, language: Language, body: string, foot = ''): string {
  const { other, otherLang } = WORDS[language];
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${html(title)}</title><style>${PAGE_STYLE}</style></head>` +
    `<body><main>${body}</main><footer>${foot}<a href="?lang=${otherLang}" hreflang="${otherLang}" lang="${otherLang}">${other}</a></footer></body></html>`
  );
}
