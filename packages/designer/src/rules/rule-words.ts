import type { RuleAction, RuleDefinition } from '@dougong/kernel/metadata';
import { actionText, peopleText } from '../flows/config-text.js';
import { durationText } from '../surroundings/duration-text.js';
import { conditionSentence } from '../surroundings/condition-sentence.js';
import type { Names } from '../surroundings/names.js';
import { formulaText, templateText } from './formula-text.js';

/** A rule as people say it: when it is asked, under which condition, what follows. */
export interface RuleWords {
  readonly when: string;
  /** `undefined` when the condition cannot be read as it stands. */
  readonly condition: string | undefined;
  readonly then: readonly string[];
  readonly otherwise: readonly string[];
}

/** Puts a rule into words. */
export function ruleWords(rule: RuleDefinition, names: Names): RuleWords {
  return {
    when: whenText(rule, names),
    condition: conditionText(rule, names),
    then: rule.actions.map((action) => actionWords(action, names)),
    otherwise: (rule.else ?? []).map((action) => actionWords(action, names)),
  };
}

/** The whole rule as one sentence. */
export function ruleSentence(rule: RuleDefinition, names: Names): string {
  const { when, condition, then, otherwise } = ruleWords(rule, names);
  const { text } = names;
  const comma = names.language === 'zh-CN' ? '，' : ', ';
  const isAlways = rule.condition === true;
  return [
    text('rules.sentence.start', { when }),
    ...(isAlways ? [] : [text('rules.sentence.if', { condition: condition ?? text('rules.unreadable') })]),
    text('rules.sentence.then', { actions: then.join(comma) }),
    ...(otherwise.length === 0 ? [] : [text('rules.sentence.else', { actions: otherwise.join(comma) })]),
  ].join(comma);
}

/** What makes the rule look: `申请单 新建、修改时`. */
export function whenText({ trigger, foreach }: RuleDefinition, names: Names): string {
  const { text, language } = names;
  const list = language === 'zh-CN' ? '、' : ', ';
  const quoted = (titles: readonly string[]) =>
    titles.map((title) => text('rules.quoted', { title })).join(list);
  const events = trigger.on.map((event) =>
    text(`rules.events.${event}`, {
      actions: quoted((trigger.actions ?? []).map((action) => names.action(action))),
      states: quoted((trigger.states ?? []).map((state) => names.state(state))),
    }),
  );
  const fields = (trigger.fields ?? []).map((field) => names.field(field));
  return [
    text('rules.sentence.when', {
      form: names.title(names.surroundings.form.title),
      events: events.join(language === 'zh-CN' ? '或' : ' or '),
    }),
    fields.length === 0 ? '' : text('rules.sentence.fields', { fields: quoted(fields) }),
    foreach === undefined ? '' : text('rules.sentence.foreach', { lines: names.field(foreach) }),
  ].join('');
}

function conditionText({ condition, foreach }: RuleDefinition, names: Names): string | undefined {
  if (condition === true) return names.text('rules.always');
  const { form } = names.surroundings;
  return conditionSentence(condition, names, foreach === undefined ? form.scope : form.lineScope(foreach));
}

type Settings = Readonly<Record<string, unknown>>;
type Wording = (action: Settings, names: Names) => string;

const WORDINGS: Readonly<Record<string, Wording>> = {
  setField: ({ field, formula }, names) =>
    names.text('rules.acts.setField', {
      field: names.field(String(field)),
      value: formulaText(String(formula), names),
    }),
  block: ({ message }, names) => names.text('rules.acts.block', { message: titleOf(message, names) }),
  warn: ({ message }, names) => names.text('rules.acts.warn', { message: titleOf(message, names) }),
  notify: ({ to, title, notification }, names) =>
    names.text('rules.acts.notify', {
      people: peopleTexts(to, names),
      title: typeof notification === 'string' ? names.notification(notification) : titleOf(title, names),
    }),
  createRecord: ({ form }, names) =>
    names.text('rules.acts.createRecord', { form: names.formTitle(String(form)) }),
  createTask: ({ to, title, dueIn }, names) =>
    names.text(dueIn === undefined ? 'rules.acts.createTask' : 'rules.acts.createTaskDue', {
      people: peopleTexts(to, names),
      title: titleOf(title, names),
      due: durationText(String(dueIn), names.text),
    }),
  post: ({ posting }, names) => names.text('rules.acts.post', { posting: names.posting(String(posting)) }),
  transition: ({ to }, names) => names.text('rules.acts.transition', { state: names.state(String(to)) }),
};

/** One action in words; an action that is new here is told by the title of its part. */
export function actionWords(action: RuleAction, names: Names): string {
  const wording = Object.hasOwn(WORDINGS, action.type) ? WORDINGS[action.type] : undefined;
  return wording === undefined ? actionText(action, names) : wording(action as Settings, names);
}

function titleOf(title: unknown, names: Names): string {
  return templateText(names.title(title as { 'zh-CN': string; en: string } | undefined), names);
}

function peopleTexts(to: unknown, names: Names): string {
  const sources = Array.isArray(to) ? (to as Parameters<typeof peopleText>[0][]) : [];
  return sources.map((source) => peopleText(source, names)).join(names.language === 'zh-CN' ? '、' : ', ');
}
