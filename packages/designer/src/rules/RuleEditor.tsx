import { useId, useState } from 'react';
import { App, Button, Input } from 'antd';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { ProblemPanel, successMessage } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DraftKeeper } from '../drafts/draft-keeper.js';
import { useLeaveGuard } from '../drafts/use-leave-guard.js';
import { useText } from '../i18n/text.js';
import type { Text } from '../i18n/text.js';
import { designChanged } from '../surroundings/use-design.js';
import { useNamesWhenReady } from '../surroundings/use-names.js';
import type { LoadedRule } from './load-rule.js';
import { MessageTemplate } from './MessageTemplate.js';
import { parseRule } from './parse-rule.js';
import type { ParsedRule } from './parse-rule.js';
import { ruleJson } from './rule-json.js';
import { ruleSentence } from './rule-words.js';
import { keepUnsaved, unsavedText } from './unsaved-text.js';

interface RuleEditorProps {
  readonly ruleKey: string;
  readonly loaded: LoadedRule;
  /** Hears of the text as it is typed; `null` when it is as stored. */
  readonly onType: (typed: string | null) => void;
  readonly onDone: () => void;
}

type SaveProblem = { readonly kind: 'conflict' } | { readonly kind: 'failed'; readonly problem: unknown };

/** The text under the hand, kept over a reload, and its way into a draft. */
function useRuleText({ ruleKey, loaded, onType, onDone }: RuleEditorProps) {
  const [start, setStart] = useState(() => ruleJson(loaded.draft ?? loaded.published));
  const [typed, setTyped] = useState(() => unsavedText(ruleKey) ?? start);
  const [keeper] = useState(
    () =>
      new DraftKeeper<RuleDefinition>(
        api.design,
        { kind: 'rule', key: ruleKey },
        loaded.published,
        loaded.bundle,
      ),
  );
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<SaveProblem | null>(null);
  const keep = (unsaved: string | null) => {
    keepUnsaved(ruleKey, unsaved);
    onType(unsaved);
  };
  const type = (next: string) => {
    setTyped(next);
    keep(next === start ? null : next);
  };
  const leave = () => {
    keep(null);
    onDone();
  };
  const save = async (rule: RuleDefinition): Promise<boolean> => {
    setSaving(true);
    setProblem(null);
    try {
      const outcome = await keeper.save(rule);
      if (outcome === 'conflict') setProblem({ kind: 'conflict' });
      else {
        setStart(typed);
        keepUnsaved(ruleKey, null);
      }
      designChanged();
      return outcome === 'saved';
    } catch (failure) {
      setProblem({ kind: 'failed', problem: failure });
      return false;
    } finally {
      setSaving(false);
    }
  };
  const takeTheirs = () => {
    setProblem(null);
    type(ruleJson(keeper.theirs()));
  };
  return { typed, type, isChanged: typed !== start, saving, problem, save, leave, takeTheirs };
}

/** The rule as JSON. What is no rule is never stored; the sentence above says what it would mean. */
export function RuleEditor(props: RuleEditorProps) {
  const { ruleKey, loaded } = props;
  const text = useText();
  const id = useId();
  const { message } = App.useApp();
  const editing = useRuleText(props);
  const { typed, isChanged, saving, problem } = editing;
  const parsed = parseRule(typed, ruleKey);
  useLeaveGuard(isChanged);
  const save = async () => {
    if (!parsed.ok) return;
    if (await editing.save(parsed.rule)) void message.open(successMessage(text('rules.saved')));
  };
  return (
    <section className="ds-rule-editor">
      <LiveSentence parsed={parsed} loaded={loaded} />
      {parsed.ok ? (
        <MessageTemplate
          rule={parsed.rule}
          templates={loaded.surroundings?.notifications ?? []}
          onChange={(rule) => editing.type(ruleJson(rule))}
        />
      ) : null}
      <h2>
        <label htmlFor={id}>{text('rules.jsonOf')}</label>
      </h2>
      <Input.TextArea
        id={id}
        className="ds-rule-text"
        spellCheck={false}
        autoSize={{ minRows: 18, maxRows: 34 }}
        value={typed}
        {...(parsed.ok ? {} : { status: 'error' as const, 'aria-describedby': `${id}-fault` })}
        onChange={(event) => editing.type(event.target.value)}
      />
      {parsed.ok ? null : (
        <p id={`${id}-fault`} className="ds-fault" role="status">
          {faultText(parsed, text)}
        </p>
      )}
      {problem?.kind === 'conflict' ? (
        <p className="ds-fault" role="alert">
          {text('rules.conflict')}{' '}
          <button type="button" className="ds-link" onClick={editing.takeTheirs}>
            {text('save.reload')}
          </button>
        </p>
      ) : null}
      {problem?.kind === 'failed' ? <ProblemPanel problem={problem.problem} /> : null}
      <footer>
        <Button onClick={editing.leave}>{text(isChanged ? 'rules.leave' : 'rules.done')}</Button>
        <Button
          type="primary"
          loading={saving}
          disabled={!parsed.ok || !isChanged}
          onClick={() => void save()}
        >
          {text(problem?.kind === 'conflict' ? 'save.keepMine' : 'rules.saveDraft')}
        </Button>
      </footer>
    </section>
  );
}

function faultText(parsed: Exclude<ParsedRule, { ok: true }>, text: Text): string {
  if (parsed.reason !== 'syntax') return text(`rules.faults.${parsed.reason}`);
  return text('rules.faults.syntax', { line: parsed.line ?? 1, column: parsed.column ?? 1 });
}

function LiveSentence({ parsed, loaded }: { readonly parsed: ParsedRule; readonly loaded: LoadedRule }) {
  const text = useText();
  const names = useNamesWhenReady(loaded.surroundings);
  const sentence =
    parsed.ok && names !== undefined
      ? sentenceOf(parsed.rule, () => ruleSentence(parsed.rule, names))
      : undefined;
  return <p className="ds-rule-sentence">{sentence ?? text('rules.unreadable')}</p>;
}

/** Half a rule may lack what a sentence needs; it simply has none then. */
function sentenceOf(rule: RuleDefinition, tell: () => string): string | undefined {
  if (!Array.isArray(rule.actions) || !Array.isArray(rule.trigger?.on)) return undefined;
  try {
    return tell();
  } catch {
    return undefined;
  }
}
