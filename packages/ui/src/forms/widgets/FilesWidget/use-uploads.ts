import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../api/index.js';
import { issueSentence, useLanguage, useUiText } from '../../../i18n/index.js';
import type { FileValue } from '../../../lines/index.js';
import type { FieldSchema } from '../../field-schema.js';
import { useFormView } from '../../form-view-context.js';
import { filesOf, limitsOf, sizeText } from './file-values.js';

/** A file on its way, or one that did not arrive. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly fault?: string;
  readonly cancel: () => void;
}

/** What was chosen just now, for showing it before its record can give it back. */
const PREVIEW_BYTES_MAX = 5 * 1024 * 1024;

let lastId = 0;

/** Why a file did not arrive, in the words of the reader. */
export function useFaultText() {
  const text = useUiText();
  const { language } = useLanguage();
  return (problem: unknown): string => {
    if (!(problem instanceof ApiProblem)) return text('forms.uploadBroke');
    const said = problem.errors.map(({ detail }) => detail).filter(Boolean);
    if (said.length > 0) return said.join(' ');
    const issues = problem.issues().map((each) => issueSentence(each, language));
    return issues.length > 0 ? issues.join(' ') : (problem.detail ?? problem.title);
  };
}

/** Sends files one beside the other and puts each into the field when it is there. */
export function useUploads(field: string, schema: FieldSchema) {
  const { definition, state, files } = useFormView();
  const text = useUiText();
  const faultText = useFaultText();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [previews, setPreviews] = useState<ReadonlyMap<string, string | undefined>>(new Map());
  const { count, bytes } = limitsOf(schema);
  const running = useRef(new Set<AbortController>());
  useEffect(() => {
    const stopped = running.current;
    return () => stopped.forEach((each) => each.abort());
  }, []);

  const change = (id: number, more: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.id === id ? { ...each, ...more } : each)));
  const drop = (id: number) => setUploads((all) => all.filter((each) => each.id !== id));

  const arrived = async (value: FileValue, file: File) => {
    const held = filesOf(state.value(field));
    if (held.length < count) state.setValue(field, [...held, value]);
    const note = (url: string | undefined) => setPreviews((all) => new Map([...all, [value.id, url]]));
    note(undefined);
    const url = await previewOf(file);
    if (url !== undefined) note(url);
  };

  const send = (file: File) => {
    const id = (lastId += 1);
    const stopping = new AbortController();
    const cancel = () => {
      stopping.abort();
      drop(id);
    };
    const fault = file.size > bytes ? { fault: text('forms.fileTooLarge', { max: sizeText(bytes) }) } : {};
    setUploads((all) => [...all, { id, name: file.name, share: 0, cancel, ...fault }]);
    if (file.size > bytes) return;
    running.current.add(stopping);
    const onProgress = (share: number) => change(id, { share });
    files
      .upload({ form: definition.key, field }, file, { onProgress, signal: stopping.signal })
      .then((value) => {
        drop(id);
        return arrived(value, file);
      })
      .catch((problem: unknown) => change(id, { fault: faultText(problem) }))
      .finally(() => running.current.delete(stopping));
  };

  const waiting = uploads.filter((each) => each.fault === undefined).length;
  const room = Math.max(0, count - filesOf(state.value(field)).length - waiting);
  /** Sends as many as there is room for; the others are named with the reason. */
  const add = (chosen: readonly File[]) => {
    chosen.slice(0, room).forEach(send);
    const others = chosen.slice(room).map(({ name }) => {
      const id = (lastId += 1);
      const fault = text('forms.tooManyFiles', { max: count });
      return { id, name, share: 0, fault, cancel: () => drop(id) };
    });
    setUploads((all) => [...all, ...others]);
  };
  return { uploads, previews, add, room };
}

/** A picture as the page may show it at once; its policy allows no other address of something local. */
function previewOf(file: File): Promise<string | undefined> {
  if (!file.type.startsWith('image/') || file.size > PREVIEW_BYTES_MAX) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : undefined);
    reader.onerror = () => resolve(undefined);
    reader.readAsDataURL(file);
  });
}
