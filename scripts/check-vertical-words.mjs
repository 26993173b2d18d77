import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findWords, prepareWords } from './vertical-words/find-words.mjs';

/**
 * The packages must not know any trade. Each template says in its vocabulary.json which words are its own; none of them may stand in
 * packages/<name>/src, except the platform's own words in platform-words.json.
 */
const root = join(import.meta.dirname, '..');
const LANGUAGES = ['en', 'zh-CN'];

function checkVerticalWords() {
  const words = prepareWords(collectWords());
  const findings = sourceFiles().flatMap((file) => findInFile(file, words));
  for (const { place, word } of findings) console.log(`${place}  "${word}"`);
  if (findings.length === 0) {
    console.log(
      `No trade word in the packages (${words.length} words of ${vocabularyFiles().length} vocabularies).`,
    );
    return 0;
  }
  console.log(
    `\n${findings.length} trade words in the packages. A package says what all trades share; a template says the rest.`,
  );
  return 1;
}

function collectWords() {
  const platform = readJson(join(root, 'scripts', 'platform-words.json'));
  const own = vocabularyFiles().map((file) => readVocabulary(file));
  return Object.fromEntries(
    LANGUAGES.map((language) => {
      const allowed = new Set(platform[language].map(normalize));
      const words = new Set(own.flatMap((vocabulary) => vocabulary[language] ?? []).map(normalize));
      return [language, [...words].filter((word) => !allowed.has(word))];
    }),
  );
}

function vocabularyFiles() {
  const folders = ['templates', 'examples'].flatMap((parent) => subfolders(join(root, parent)));
  return folders
    .flatMap((folder) => [join(folder, 'vocabulary.json'), join(folder, 'template', 'vocabulary.json')])
    .filter((file) => existsSync(file));
}

function readVocabulary(file) {
  const { words } = readJson(file);
  const fits = LANGUAGES.every((language) => Array.isArray(words?.[language] ?? []));
  if (words === undefined || !fits)
    throw new Error(`${relative(root, file)} must be {"words": {"zh-CN": [], "en": []}}.`);
  return words;
}

/** What plays cases that others wrote must know the words of those cases. */
const CASE_RUNNERS = join(root, 'packages', 'engine', 'src', 'conformance') + sep;

function sourceFiles() {
  return subfolders(join(root, 'packages'))
    .map((folder) => join(folder, 'src'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => filesBelow(folder))
    .filter((file) => !file.startsWith(CASE_RUNNERS));
}

function findInFile(file, words) {
  const path = relative(root, file);
  const inName = findWords(path, words).map((word) => ({ place: path, word }));
  const lines = readFileSync(file, 'utf8').split('\n');
  const inText = lines.flatMap((line, index) =>
    findWords(line, words).map((word) => ({ place: `${path}:${index + 1}`, word })),
  );
  return [...inName, ...inText];
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|json|css|html|mjs|svg)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function subfolders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

function normalize(word) {
  return word.trim().toLowerCase();
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

process.exitCode = checkVerticalWords();
