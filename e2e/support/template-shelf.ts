import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = resolve(import.meta.dirname, '..', '..', 'packages', 'engine', 'bin', 'dougong.mjs');

type Files = Readonly<Record<string, object>>;

/** Small templates as folders, and packed as people pack them. */
export class TemplateShelf {
  private constructor(readonly folder: string) {}

  static async make(): Promise<TemplateShelf> {
    return new TemplateShelf(await mkdtemp(join(tmpdir(), 'dougong-shelf-')));
  }

  /** Writes a template below `shelf`; gives its folder. */
  async put(shelf: string, key: string, files: Files): Promise<string> {
    const folder = join(this.folder, shelf, key);
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(content, null, 2));
    }
    return folder;
  }

  /** Packs a template with the command line; gives the package file. */
  async pack(name: string, key: string, files: Files): Promise<string> {
    const folder = await this.put(name, key, files);
    const file = join(this.folder, `${name}.dougong`);
    await run(process.execPath, [PROGRAM, 'template', 'pack', folder, file]);
    return file;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
