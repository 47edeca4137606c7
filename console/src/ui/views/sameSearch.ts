const setIn = (search: object) => Object.entries(search).filter(([, value]) => value !== undefined);

/** Whether two searches ask for the same: what is not set is as good as not there. */
export function sameSearch(one: object, other: object): boolean {
  const others = new Map<string, unknown>(setIn(other));
  const set = setIn(one);
  return set.length === others.size && set.every(([name, value]) => others.get(name) === value);
}
