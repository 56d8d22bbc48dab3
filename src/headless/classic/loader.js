// Stands in the head of each page: knows the chunks by name, and fetches those that are asked for by a script element, which needs no permission of the server.
(() => {
  const base = new URL('assets/', document.baseURI).href;
  const chunks = new Map();
  const slot = (name) => {
    let found = chunks.get(name);
    if (!found) {
      found = {};
      found.promise = new Promise((resolve, reject) => { found.resolve = resolve; found.reject = reject; });
      chunks.set(name, found);
    }
    return found;
  };
  const load = (name) => {
    if (!chunks.has(name)) {
      const script = document.createElement('script');
      script.src = base + name;
      script.onerror = () => { slot(name).reject(new Error(`${name} did not load`)); chunks.delete(name); };
      slot(name);
      document.head.append(script);
    }
    return slot(name).promise;
  };
  self.chunk_ = (name, needs, make) => slot(name).resolve(Promise.all(needs.map(load)).then((got) => make(base + name, load, ...got)));
})();
