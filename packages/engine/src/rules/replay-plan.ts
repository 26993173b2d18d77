import type { CompiledRelease } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { CompiledRule, RuleSet } from '@dougong/kernel/rules';
import type { Asker } from '../expressions/expression-evaluation.js';
import type { Sight } from '../expressions/sight.js';
import { invalid } from '../http/refusal.js';
import { formOf, readGrant } from '../records/form-grant.js';
import { onlyTold, rulesOfForm } from './form-rule-set.js';
import type { RuleDraft } from './form-rule-set.js';
import { refuseMistakes } from './read-rule.js';
import type { ReplaySide } from './replay-compare.js';
import { ruleDrafts } from './replay-drafts.js';
import type { ReplayDraft } from './replay-drafts.js';
import { draftRelease, formsOfDrafts } from './replay-release.js';
import { ownEvent } from './rule-occasion.js';
import type { WireEvent } from './rule-occasion.js';
import { isTold, withoutTelling } from './rule-sight.js';
import { REPLAY_RECORDS_DEFAULT } from './rule-wire.js';
import type { Replay } from './rule-wire.js';

/** What is replayed: a form as published and with drafts, and what happens to each record. */
export interface ReplayPlan {
  readonly sight: Sight;
  /** What may be told of the outcomes: hidden is what either side hides. */
  readonly told: Sight;
  readonly drafts: readonly RuleDraft[];
  /** Drafts of other kinds that take part. */
  readonly others: readonly ReplayDraft[];
  readonly published: ReplaySide;
  readonly draft: ReplaySide;
  readonly events: readonly WireEvent[];
  readonly withheld: number;
  readonly asked: number;
}

/** The form with its drafts in place: of the release itself where only rules change, else of one compiled with them. */
interface Drafted {
  readonly release: CompiledRelease;
  readonly rules: RuleSet;
}

const AT = '/definitions';

/** Settles what is replayed for this subject, or refuses it. */
export function planReplay(
  release: CompiledRelease,
  { subject }: Asker,
  asked: Replay,
  given: readonly ReplayDraft[],
): ReplayPlan {
  const form = formOfReplay(release, asked, given);
  const others = given.filter(({ kind }) => kind !== 'rule');
  const drafts = ruleDrafts(given).filter((draft) => formOfRule(release, draft) === form);
  const sight = sightOf(release, release, subject, form);
  const drafted =
    others.length === 0 ? draftedRules(release, form, drafts, given) : draftedWhole(release, given);
  const draftSight = others.length === 0 ? sight : sightOf(release, drafted.release, subject, form);
  refuseHidden(draftSight, drafted.rules, drafts, given);
  const toldHere = (rule: CompiledRule) =>
    isTold(sight, rule) && isToldIn(draftSight, drafted.rules, rule.key);
  const toldThere = (rule: CompiledRule) =>
    isTold(draftSight, rule) && isToldIn(sight, release.rules, rule.key);
  const published = onlyTold(release, release.rules, form, toldHere);
  const draft = onlyTold(drafted.release, drafted.rules, form, toldThere);
  return {
    sight,
    told: { ...sight, model: draftSight.model, hidden: new Set([...sight.hidden, ...draftSight.hidden]) },
    drafts,
    others,
    published: { rules: published.rules, model: sight.model },
    draft: { rules: draft.rules, model: draftSight.model },
    events: asked.event ? [asked.event] : eventsOf(drafts, others, published.rules),
    withheld: published.withheld,
    asked: asked.last ?? REPLAY_RECORDS_DEFAULT,
  };
}

/** Where only rules change the rest of the release stays compiled. */
function draftedRules(
  release: CompiledRelease,
  form: string,
  drafts: readonly RuleDraft[],
  given: readonly ReplayDraft[],
): Drafted {
  const at = new Map(given.map((draft) => [draft.key, draft.at]));
  const set = rulesOfForm(release, form, drafts);
  if (set.ok) return { release, rules: set.value };
  return refuseMistakes(set.error, (rule) => ({ at: at.get(rule) ?? AT, given: at.has(rule) }));
}

function draftedWhole(release: CompiledRelease, given: readonly ReplayDraft[]): Drafted {
  const drafted = draftRelease(release, given);
  return { release: drafted, rules: drafted.rules };
}

function sightOf(
  published: CompiledRelease,
  release: CompiledRelease,
  subject: Asker['subject'],
  form: string,
): Sight {
  const model = formOf(release, form);
  const { hidden } = readGrant(release, subject, model);
  return withoutTelling({ release, subject, model, hidden, names: sameNames(published, release) });
}

/** Names are shown for what they are; a draft that names records by another field must not show that field. */
function sameNames(published: CompiledRelease, release: CompiledRelease): boolean {
  return [...published.models].every(
    ([
      key,
      {
        definition: { ui },
      },
    ]) => {
      const now = release.models.get(key)?.definition.ui;
      return now === undefined || (now.codeField === ui.codeField && now.titleField === ui.titleField);
    },
  );
}

function isToldIn(sight: Sight, rules: RuleSet, key: string): boolean {
  const rule = rules.rule(key);
  return !rule || isTold(sight, rule);
}

function refuseHidden(
  sight: Sight,
  rules: RuleSet,
  drafts: readonly RuleDraft[],
  given: readonly ReplayDraft[],
): void {
  for (const { key } of drafts) {
    const rule = rules.rule(key);
    const at = given.find((draft) => draft.kind === 'rule' && draft.key === key)?.at ?? AT;
    if (rule && !isTold(sight, rule)) throw invalid([issue('rule_reads_hidden', at, { rule: key })]);
  }
}

function formOfReplay(release: CompiledRelease, { form }: Replay, drafts: readonly ReplayDraft[]): string {
  const known = formsOfDrafts(release, drafts);
  const [only, ...others] = known;
  if (form === undefined && others.length > 0)
    throw invalid([issue('bad_shape', '/form', { expected: known.join(', ') })]);
  const chosen = form ?? only;
  if (chosen === undefined && drafts.some(({ kind }) => kind !== 'rule'))
    throw invalid([issue('nothing_to_replay', AT)]);
  if (chosen === undefined || !release.models.has(chosen))
    throw invalid([issue('unknown_form', '/form', { form: chosen ?? '' })]);
  const isGone = drafts.some(({ kind, key, definition }) => kind === 'form' && key === chosen && !definition);
  if (!known.includes(chosen) || isGone) throw invalid([issue('nothing_to_replay', '/form')]);
  return chosen;
}

function formOfRule(release: CompiledRelease, { key, definition }: RuleDraft): string | undefined {
  return definition?.form ?? release.rules.rule(key)?.form;
}

/** The events that the rules under change wait for, each once; formulas are worked out by any save. */
function eventsOf(
  drafts: readonly RuleDraft[],
  others: readonly ReplayDraft[],
  published: RuleSet,
): readonly WireEvent[] {
  const events = drafts.flatMap(({ key, definition }) => {
    const former = published.rule(key);
    return [...(definition ? [ownEvent({ definition })] : []), ...(former ? [ownEvent(former)] : [])];
  });
  const saves: readonly WireEvent[] = others.length === 0 ? [] : [{ type: 'update' }];
  return [...new Map([...events, ...saves].map((event) => [JSON.stringify(event), event])).values()];
}
