/** The built app. */
export const dist: string;
/** What the editor is loaded from. */
export const editor: RegExp;
/** The files of dist/ that a page fetches for its first play, sorted. */
export function firstPlayFiles(page: string): string[];
