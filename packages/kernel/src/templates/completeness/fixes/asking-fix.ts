import type { PostingDefinition } from '../../../metadata/index.js';
import type { CompletenessFix } from '../completeness-rule.js';
import type { Process } from '../process.js';
import { postingRule } from './posting-rule.js';

/** A rule that asks for a posting when its document is done; a reversal, when it is refused. */
export function askingFix(process: Process, posting: PostingDefinition): CompletenessFix | undefined {
  const tone = posting.reverses ? 'refused' : 'done';
  const states = process.form(posting.form)?.lifecycle?.states.filter((state) => state.tone === tone) ?? [];
  const [state] = states;
  if (state === undefined) return undefined;
  return {
    title: { 'zh-CN': `在“${state.title['zh-CN']}”时过账`, en: `Post when it is "${state.title.en}"` },
    definitions: [postingRule(process, posting, `post_${posting.key}`, state.id)],
  };
}
