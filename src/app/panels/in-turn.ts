// One question at a time: while an engine has not answered, only the newest of those that came meanwhile is kept for it.

/** An engine that was closed never answers: with another one the turn begins anew. */
export function inTurn<Q>(put: (question: Q) => Promise<unknown>): (engine: object | null, question: Q) => void {
  let asked: object | null = null;
  let waits = false;
  let next: { question: Q } | null = null;
  return function ask(engine, question) {
    if (waits && engine === asked) { next = { question }; return; }
    asked = engine;
    waits = true;
    next = null;
    void put(question).finally(() => {
      if (engine !== asked) return;
      waits = false;
      if (next) ask(engine, next.question);
    });
  };
}
