import type { Language } from '../foundation/index.js';
import type { FormulaError, FormulaErrorKind } from './formula-error.js';

type Sentences = Readonly<Record<FormulaErrorKind, string>>;

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  'zh-CN': {
    SYNTAX: '公式写法有误：“{found}”附近',
    UNKNOWN_VARIABLE: '没有名为“{name}”的字段',
    UNKNOWN_FUNCTION: '没有名为“{name}”的函数',
    ARITY: '函数 {name} 的参数个数不对：需要 {min} 到 {max} 个，写了 {given} 个',
    TYPE: '“{name}”的类型不对：需要{expected}',
    DIV_ZERO: '除数为零',
    DOMAIN: '函数 {name} 不接受这个值：{value}',
    OVERFLOW: '结果过大',
    LIMIT: '公式超出限制：{what}',
    FORBIDDEN: '不允许使用“{found}”',
    CYCLE: '公式互相引用成环：{ring}',
  },
  en: {
    SYNTAX: 'The formula is not well formed near "{found}"',
    UNKNOWN_VARIABLE: 'There is no field "{name}"',
    UNKNOWN_FUNCTION: 'There is no function "{name}"',
    ARITY: 'Function {name} takes {min} to {max} arguments, not {given}',
    TYPE: '"{name}" has the wrong type: {expected} is needed',
    DIV_ZERO: 'Division by zero',
    DOMAIN: 'Function {name} does not accept this value: {value}',
    OVERFLOW: 'The result is too large',
    LIMIT: 'The formula goes over a limit: {what}',
    FORBIDDEN: '"{found}" is not allowed',
    CYCLE: 'The formulas need each other: {ring}',
  },
};

/** One sentence about a formula's failure, for people. */
export function describeFormulaError(error: FormulaError, language: Language): string {
  return SENTENCES[language][error.kind].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(error.params, name) ? error.params[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
  });
}
