/** A text in both languages; nobody reads the bench's. */
export const title = (text) => ({ 'zh-CN': text, en: text });
