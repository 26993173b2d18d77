import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import { notFound, Refusal } from '../../http/refusal.js';
import { SETTINGS } from '../../ports.js';
import { loadWithDependencies } from '../load-template.js';
import type { LoadedTemplate } from '../load-template.js';
import { MANIFEST_FILE } from '@dougong/kernel/templates';
import { TEMPLATES_FOLDER } from './templates-folder.js';

type LoadedTemplates = readonly [LoadedTemplate, ...LoadedTemplate[]];

/** A folder of the shelf: the template in it with those that it stands on, or why it cannot be read. */
export type ShippedTemplate =
  | { readonly folder: string; readonly templates: LoadedTemplates }
  | { readonly folder: string; readonly refusal: Refusal };

/** How a template of the shelf is named where packages are named: `shipped:trade`. */
export const SHIPPED = 'shipped:';

const FOLDERS_MAX = 100;
const FOLDER_NAME = /^[a-z][a-z0-9_-]{0,59}$/;

/** The templates that lie beside the engine. They come with it, so they are trusted as it is. */
@Injectable()
export class ShippedTemplates {
  private readonly read = new Map<string, { readonly changed: number; readonly found: ShippedTemplate }>();
  private readonly folder: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.folder = settings.templatesDir ?? TEMPLATES_FOLDER;
  }

  /** Every template of the shelf. What was read is kept until its manifest changes. */
  async list(): Promise<readonly ShippedTemplate[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    const found: ShippedTemplate[] = [];
    for (const name of names.filter((each) => FOLDER_NAME.test(each)).sort()) {
      if (found.length === FOLDERS_MAX) break;
      const one = await this.known(name);
      if (one) found.push(one);
    }
    return found;
  }

  /** The template of a key with those that it stands on, read anew. */
  async load(key: string): Promise<LoadedTemplates> {
    const found = (await this.list()).find((each) => 'templates' in each && keyOf(each.templates) === key);
    if (!found) throw notFound();
    return loadWithDependencies(join(this.folder, found.folder));
  }

  private async known(name: string): Promise<ShippedTemplate | undefined> {
    const manifest = await stat(join(this.folder, name, MANIFEST_FILE)).catch(() => undefined);
    if (!manifest?.isFile()) return undefined;
    const kept = this.read.get(name);
    if (kept?.changed === manifest.mtimeMs) return kept.found;
    const found = await readShipped(this.folder, name);
    this.read.set(name, { changed: manifest.mtimeMs, found });
    return found;
  }
}

function keyOf([main]: LoadedTemplates): string {
  return main.template.manifest.key;
}

async function readShipped(shelf: string, folder: string): Promise<ShippedTemplate> {
  try {
    return { folder, templates: await loadWithDependencies(join(shelf, folder)) };
  } catch (error) {
    if (error instanceof Refusal) return { folder, refusal: error };
    throw error;
  }
}
