// Deep freezing, for tests and for objects that enter the store from outside.

/** Freezes plain data all the way down and returns it. What is frozen already is taken to be frozen below. */
export function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
