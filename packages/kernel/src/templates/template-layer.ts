import type { Issue } from '../foundation/index.js';
import { DEFINITION_FOLDERS } from '../metadata/index.js';
import type { Definition, OverlayFile, SeedFile, TemplateManifest } from '../metadata/index.js';

/** A template as far as composing needs it. */
export interface TemplateLayer {
  readonly manifest: TemplateManifest;
  readonly definitions: readonly Definition[];
  readonly overlays: readonly OverlayFile[];
  readonly seeds: readonly TemplateSeed[];
  /** What was answered to the parameters; the defaults stand for what is missing. */
  readonly answers: Answers;
}

export interface TemplateSeed {
  readonly file: string;
  readonly demo: boolean;
  readonly content: SeedFile;
}

/** Answers by the parameter's id: texts, truth values; numbers as decimal texts. */
export type Answers = Readonly<Record<string, string | boolean>>;

/** A fault of a template, with the file that it is in. */
export interface TemplateIssue extends Issue {
  /** Key of the template. */
  readonly template: string;
  readonly file: string;
}

export const MANIFEST_FILE = 'template.json';

/** The file of a definition in its package. */
export function definitionFile({ kind, key }: Pick<Definition, 'kind' | 'key'>): string {
  return `${DEFINITION_FOLDERS[kind]}/${key}.${kind}.json`;
}

/** The file of an overlay in its package. */
export function overlayFile({ target: { kind, key } }: OverlayFile): string {
  return `overlays/${kind}.${key}.overlay.json`;
}
