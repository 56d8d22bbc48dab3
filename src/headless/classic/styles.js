// Stands for the bundler's helper around import(…): what is loaded later comes with its styles. They ask for no permission of the server, which a frame without an origin would not get.
const sheets = new Map();
const sheet = (href) => {
  if (!sheets.has(href)) sheets.set(href, new Promise((come, fail) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = come;
    link.onerror = () => { sheets.delete(href); link.remove(); fail(new Error(`${href} did not load`)); };
    if ([...document.styleSheets].some((s) => s.href === href)) come(); else document.head.append(link);
  }));
  return sheets.get(href);
};
export const __vitePreload = (load, files, from) => Promise.all([load(), ...(files ?? []).filter((f) => f.endsWith('.css')).map((f) => sheet(new URL(f, from).href))]).then(([made]) => made);
