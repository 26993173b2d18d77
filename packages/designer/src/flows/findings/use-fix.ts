import { App } from 'antd';
import type { Finding } from '@dougong/kernel/flows';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { fixFlow } from './fix-flow.js';
import { fixWords } from './fix-words.js';
import { successMessage } from '@dougong/ui/shell';

/** The offered fix of a finding: its words, and carrying it out as one edit that can be taken back. */
export function useFix(found: Finding): { readonly words: string; readonly apply: () => void } | undefined {
  const text = useText();
  const { message } = App.useApp();
  const { editor, names, run } = useDesigner();
  const { fix } = found;
  if (fix === undefined) return undefined;
  const words = fixWords(fix, editor.document, names);
  const apply = () => {
    if (run(fixFlow(editor.document, fix))) void message.open(successMessage(text('fixes.done', { words })));
  };
  return { words, apply };
}
