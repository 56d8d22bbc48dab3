/** The path of a Chromium, found or installed; null if there is none. */
export function findBrowser(): Promise<string | null>;
