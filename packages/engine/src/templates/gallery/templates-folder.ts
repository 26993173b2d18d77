import { fileURLToPath } from 'node:url';

/** `templates/` beside the packages, seen from `src/templates/gallery` and from `dist/templates/gallery` alike. */
export const TEMPLATES_FOLDER = fileURLToPath(new URL('../../../../../templates/', import.meta.url));
