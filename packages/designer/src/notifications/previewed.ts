import type { FormModel } from '@dougong/kernel/forms';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { TEXT_CHANNELS } from '@dougong/kernel/metadata';
import type { TextChannel } from '@dougong/kernel/metadata';
import { exampleInput, fillMarks } from '@dougong/kernel/rules';
import type { CompiledNotification } from '@dougong/kernel/rules';

/** What is told over one kind of channel, as the server tells it too. */
export interface PreviewedText {
  readonly channel: TextChannel;
  readonly title: Localized;
  readonly body: Localized | null;
  readonly withheld: boolean;
}

export interface ExampleWords {
  readonly language: Language;
  /** Who looks at it. */
  readonly actor: string;
  readonly person: string;
  readonly node: string;
}

const DUE = '2026-01-15 18:00';

/** What a template says about an example, worked out here at every keystroke. */
export function previewOnExample(
  template: CompiledNotification,
  models: ReadonlyMap<string, FormModel>,
  { language, actor, person, node }: ExampleWords,
): readonly PreviewedText[] {
  const model = models.get(template.definition.form ?? '');
  const input = model ? exampleInput(model, models, ({ title }) => title[language]) : { record: {} };
  const notice = template.word(input, {
    ...(model ? { model } : {}),
    node: { 'zh-CN': node, en: node },
  });
  const filled = (text: Localized): Localized => {
    const fill = (said: string) =>
      fillMarks(said, (mark) => (mark === 'actor' ? actor : mark === 'due' ? DUE : person));
    return { 'zh-CN': fill(text['zh-CN']), en: fill(text.en) };
  };
  return TEXT_CHANNELS.map((channel) => {
    const { title, body } = notice.channels?.[channel] ?? notice;
    return { channel, title: filled(title), body: body ? filled(body) : null, withheld: false };
  });
}
