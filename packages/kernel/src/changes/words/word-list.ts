/** Names in Chinese and in English. */
export type WordList = Readonly<Record<string, readonly [chinese: string, english: string]>>;
