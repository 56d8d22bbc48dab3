/** The built app. */
export const dist: string;
/** All that the editor is loaded from, also what others need too. */
export function editorFiles(): string[];
/** The files of dist/ that a page fetches for its first play, sorted. */
export function firstPlayFiles(page: string): string[];
