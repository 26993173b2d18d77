import { useDeferredValue, useId, useMemo, useRef, useState, type RefObject } from 'react';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { FormulaDefinition, FormulaTest } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { DesignedHead } from '../definitions/DesignedHead.js';
import { DesignedPage } from '../definitions/DesignedPage.js';
import type { Designed } from '../definitions/load-designed.js';
import { NamesPanel } from '../definitions/NamesPanel.js';
import { TestList } from '../definitions/TestList.js';
import { useEditing } from '../definitions/use-editing.js';
import type { Editing } from '../definitions/use-editing.js';
import { today } from '../definitions/today.js';
import { UsesPanel } from '../definitions/UsesPanel.js';
import { useText } from '../i18n/text.js';
import { argumentsOf, checkFormula, spansOf, storedText, tryFormula } from './check-formula.js';
import type { CheckedFormula, Given } from './check-formula.js';
import { ExpressionField } from './ExpressionField.js';
import { FormulaTrial } from './FormulaTrial.js';
import { FunctionHelp } from './FunctionHelp.js';
import { ParametersPanel } from './ParametersPanel.js';
import '../release/release.css';
import './formulas.css';

/** A named formula: its expression, what it is given, its tests, and values to try. */
export function FormulaPage() {
  return (
    <DesignedPage<FormulaDefinition> kind="formula">
      {(designed, current) => <FormulaDesk designed={designed} current={current} />}
    </DesignedPage>
  );
}

interface FormulaDeskProps {
  readonly designed: Designed<FormulaDefinition>;
  readonly current: FormulaDefinition;
}

function FormulaDesk({ designed, current }: FormulaDeskProps) {
  const text = useText();
  const id = useId();
  const editing = useEditing(designed, current);
  const { document, edit } = editing;
  const field = useRef<HTMLTextAreaElement>(null);
  const settled = useDeferredValue(document);
  const checked = useMemo(() => checkFormula(settled, designed.functions), [settled, designed.functions]);
  const [given, setGiven] = useState<Given>(() => typedOf(document.tests?.[0]?.arguments ?? {}));
  const { formula } = checked;
  const tried = useMemo(
    () => (formula === undefined ? undefined : tryFormula(formula, given, today())),
    [formula, given],
  );
  const insert = useInsert(field, edit);
  const keep = () => {
    if (tried === undefined) return;
    const test = { name: Object.values(given).filter(Boolean).join(' · ') || text('formulas.blankTest') };
    const outcome = tried.fault === undefined ? { expect: tried.value } : { error: tried.fault.kind };
    const added = { ...test, arguments: argumentsOf(document.parameters, given), ...outcome } as FormulaTest;
    edit((now) => ({ ...now, tests: [...(now.tests ?? []), added] }));
  };
  return (
    <>
      <DesignedHead designed={designed} editing={editing} />
      <div className="ds-designed">
        <div className="ds-designed-main">
          <section className="ds-panel">
            <ExpressionField
              ref={field}
              value={document.expression}
              spans={settled === document ? spansOf(checked.findings, document.expression) : []}
              describedBy={`${id}-check`}
              onChange={(expression) => edit((now) => ({ ...now, expression }), 'expression')}
            />
            <div id={`${id}-check`} role="status">
              <Verdict checked={checked} />
            </div>
          </section>
          <FormulaTrial definition={document} given={given} onGive={setGiven} tried={tried} onKeep={keep} />
          <ParametersPanel definition={document} onChange={edit} />
          <NamesPanel
            title={document.title}
            onChange={(title) => edit((now) => ({ ...now, title }), 'title')}
          />
        </div>
        <aside className="ds-designed-side" aria-label={text('formulas.side')}>
          <FunctionHelp
            functions={designed.functions.filter(({ code }) => code !== document.key)}
            onPick={insert}
          />
          <Tests definition={document} checked={checked} onTry={setGiven} onChange={edit} />
          <UsesPanel called={document} all={designed.all} />
        </aside>
      </div>
    </>
  );
}

/** Puts a call where the cursor stands, and the cursor between its brackets. */
function useInsert(field: RefObject<HTMLTextAreaElement | null>, edit: Editing<FormulaDefinition>['edit']) {
  return (code: string) => {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const call = `${code}()`;
    edit((now) => ({
      ...now,
      expression: now.expression.slice(0, selectionStart) + call + now.expression.slice(selectionEnd),
    }));
    const caret = selectionStart + call.length - 1;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
}

/** What the check says: the faults one by one, or that it is sound and how it is stored. */
function Verdict({ checked: { formula, findings } }: { readonly checked: CheckedFormula }) {
  const text = useText();
  const { language } = useLanguage();
  if (findings.length > 0 || formula === undefined)
    return (
      <ul className="ds-findings">
        {findings.map((found, at) => (
          <li key={at} className="is-error">
            <CircleAlert size={14} aria-hidden="true" />
            <p>{issueSentence(found, language)}</p>
          </li>
        ))}
      </ul>
    );
  const { type, scale } = formula.definition.result;
  const stored = storedText(formula);
  return (
    <p className="ds-check is-good">
      <CircleCheck size={16} aria-hidden="true" />
      <span>
        {text(scale === undefined ? 'formulas.sound' : 'formulas.soundScale', {
          type: text(`formulas.types.${type}`),
          scale,
        })}{' '}
        {stored === undefined || stored === formula.definition.expression ? null : (
          <span className="dg-t2">
            {text('formulas.stored')} <code>{stored}</code>
          </span>
        )}
      </span>
    </p>
  );
}

interface TestsProps {
  readonly definition: FormulaDefinition;
  readonly checked: CheckedFormula;
  readonly onTry: (given: Given) => void;
  readonly onChange: (change: (formula: FormulaDefinition) => FormulaDefinition) => void;
}

function Tests({ definition, checked, onTry, onChange }: TestsProps) {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  const { parameters, tests = [] } = definition;
  const words = ({ arguments: args, expect, error }: FormulaTest) => {
    const values = parameters
      .filter(({ id }) => Object.hasOwn(args, id))
      .map(({ id, title: name }) => `${title(name)} ${String(args[id] ?? text('change.nothing'))}`);
    const outcome = error ?? String(expect ?? text('change.nothing'));
    return text('formulas.testWords', { inputs: values.join(language === 'zh-CN' ? '，' : ', '), outcome });
  };
  const remove = (at: number) =>
    onChange(({ tests: all = [], ...formula }) => {
      const left = all.filter((_, index) => index !== at);
      return left.length === 0 ? formula : { ...formula, tests: left };
    });
  return (
    <TestList
      tests={tests}
      found={checked.formula === undefined ? undefined : checked.tests}
      words={words}
      onTry={({ arguments: args }) => onTry(typedOf(args))}
      onRemove={remove}
    />
  );
}

function typedOf(args: Readonly<Record<string, unknown>>): Given {
  return Object.fromEntries(
    Object.entries(args).map(([id, value]) => [
      id,
      Array.isArray(value) ? value.join(' ') : String(value ?? ''),
    ]),
  );
}
