/**
 * @typedef {{ word: string, fits: (text: string, parts: string) => boolean }} SearchedWord
 */

/**
 * Makes vocabulary words ready to be searched for.
 * @param {{ en: readonly string[], 'zh-CN': readonly string[] }} words
 * @returns {SearchedWord[]}
 */
export function prepareWords(words) {
  const chinese = words['zh-CN'].map((word) => ({ word, fits: (text) => text.includes(word) }));
  const english = words.en.map((word) => {
    const wanted = ` ${toParts(word)}`;
    return {
      word,
      fits: (_text, parts) =>
        [`${wanted} `, `${wanted}s `, `${wanted}es `].some((form) => parts.includes(form)),
    };
  });
  return [...chinese, ...english];
}

/**
 * The vocabulary words in a text: Chinese ones anywhere, English ones as whole words, also inside `camelCase`, `snake_case` and `kebab-case`.
 * @param {string} text
 * @param {readonly SearchedWord[]} words
 */
export function findWords(text, words) {
  const parts = ` ${toParts(text)} `;
  return words.filter(({ fits }) => fits(text, parts)).map(({ word }) => word);
}

function toParts(text) {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .join(' ')
    .toLowerCase();
}
